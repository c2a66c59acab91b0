"""Reads the number that is burnt into each picture of a test film, as the browser shows it."""

# The number in the picture: sixteen cells across the top, white is 1; the first two are white, black.
READ_FRAME = """
(video) => {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(video, 0, 0);
  const [wide, high] = [canvas.width / 16, Math.floor(canvas.height / 20)];
  const cell = (place) => pen.getImageData(Math.floor((place + 0.5) * wide), high, 1, 1).data[0];
  if (cell(0) < 160 || cell(1) > 96) return -1;
  return [...Array(14).keys()].reduce((number, place) => number * 2 + (cell(place + 2) > 127 ? 1 : 0), 0);
}
"""
# Every frame that is presented while the film plays, by its own number.
WATCH = f"""
(video) => {{
  window.shown = [];
  const read = {READ_FRAME};
  const next = () => {{ window.shown.push(read(video)); video.requestVideoFrameCallback(next); }};
  video.requestVideoFrameCallback(next);
}}
"""
TURNED = "(turns) => window.shown.filter((frame, place) => frame < window.shown[place - 1]).length >= turns"
