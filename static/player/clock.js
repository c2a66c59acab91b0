// Times as people read them.

/** `4:07`, or `4:07.3` with tenths, or `1:02:09`. */
export function clock(seconds, { tenths = false } = {}) {
  const whole = tenths ? Math.floor(seconds * 10 + 0.001) / 10 : Math.floor(seconds + 0.001);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const second = tenths ? rest.toFixed(1).padStart(4, "0") : String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${second}` : `${minutes}:${second}`;
}
