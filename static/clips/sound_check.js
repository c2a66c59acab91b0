// Three soft notes, to hear whether the sound is on before anybody sits down.

const NOTES = [392, 494, 587];
const LENGTH = 0.35;
const LOUDNESS = 0.2;

export function playNotes() {
  const sound = new AudioContext();
  const swell = sound.createGain();
  swell.connect(sound.destination);
  swell.gain.value = LOUDNESS;
  NOTES.forEach((pitch, place) => {
    const note = sound.createOscillator();
    note.frequency.value = pitch;
    note.connect(swell);
    note.start(sound.currentTime + place * LENGTH);
    note.stop(sound.currentTime + (place + 0.9) * LENGTH);
    if (place === NOTES.length - 1) note.onended = () => sound.close();
  });
}
