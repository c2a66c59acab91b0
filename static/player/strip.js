// The film strip: key frames of the film in one picture, drawn side by side along a stretch of time.

const SOON = 2000;
const LATEST = 120_000;

/** What is made after the film can be watched: asked for again until it is there or is refused. */
export async function whenMade(url) {
  for (let wait = SOON; wait < LATEST; wait *= 1.5) {
    const answer = await fetch(url).catch(() => null);
    if (answer && answer.status !== 404) return answer.ok ? answer : null;
    await new Promise((again) => setTimeout(again, wait));
  }
  return null;
}

export async function loadPicture(url) {
  const answer = await whenMade(url);
  return answer && createImageBitmap(await answer.blob());
}

/** A clean sheet as large as the canvas on the screen, sharp on dense displays. */
export function sheet(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const density = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const context = canvas.getContext("2d");
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

/** Fill the sheet with the strip from `start` to `end` seconds; each picture is the nearest to its place. */
export function drawStrip({ context, width, height }, { picture, layout, frames, start, end }) {
  const [cellWidth, cellHeight] = layout.cell;
  const shown = (cellWidth / cellHeight) * height;
  const perSlot = ((end - start) / width) * shown;
  for (let slot = Math.floor(start / perSlot); slot * perSlot < end; slot += 1) {
    const x = ((slot * perSlot - start) / (end - start)) * width;
    drawCell(context, { picture, layout }, cellAt(layout, frames, (slot + 0.5) * perSlot), [x, 0, shown, height]);
    context.fillStyle = "rgb(0 0 0 / 35%)";
    context.fillRect(x, 0, 1, height);
  }
}

/** The number of the picture nearest to a time. */
export function cellAt(layout, frames, seconds) {
  const off = (cell) => Math.abs(frames.timeOf(layout.frames[cell]) - seconds);
  let best = 0;
  while (best + 1 < layout.frames.length && off(best + 1) <= off(best)) best += 1;
  return best;
}

/** Draw one picture of the strip into `[x, y, width, height]`. */
export function drawCell(context, { picture, layout }, cell, place) {
  const [width, height] = layout.cell;
  const from = [(cell % layout.columns) * width, Math.floor(cell / layout.columns) * height];
  context.drawImage(picture, ...from, width, height, ...place);
}
