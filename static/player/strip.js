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
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  const context = canvas.getContext("2d");
  context.scale(density, density);
  return { context, width, height };
}

/** Fill the sheet with the strip from `start` to `end` seconds; each picture is the nearest to its place. */
export function drawStrip({ context, width, height }, { picture, layout, frames, start, end }) {
  const [cellWidth, cellHeight] = layout.cell;
  const shown = (cellWidth / cellHeight) * height;
  const times = layout.frames.map((frame) => frames.timeOf(frame));
  const perSlot = ((end - start) / width) * shown;
  for (let slot = Math.floor(start / perSlot); slot * perSlot < end; slot += 1) {
    const index = nearest(times, (slot + 0.5) * perSlot);
    const from = [(index % layout.columns) * cellWidth, Math.floor(index / layout.columns) * cellHeight];
    const x = ((slot * perSlot - start) / (end - start)) * width;
    context.drawImage(picture, ...from, cellWidth, cellHeight, x, 0, shown, height);
    context.fillStyle = "rgb(0 0 0 / 35%)";
    context.fillRect(x, 0, 1, height);
  }
}

function nearest(times, seconds) {
  let best = 0;
  for (let index = 1; index < times.length; index += 1) {
    if (Math.abs(times[index] - seconds) <= Math.abs(times[best] - seconds)) best = index;
    else break;
  }
  return best;
}
