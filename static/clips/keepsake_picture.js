// Which part of a still is kept, and how it will look. The numbers in the form are what counts.

const SMALLEST = 10;
const SIDES = ["left", "top", "width", "height"];
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const form = document.querySelector("[data-picture]");
const whole = document.getElementById("whole");
const part = document.getElementById("part");
const preview = document.getElementById("preview");

const field = (name) => form.elements.namedItem(name);
const within = (value, lowest, highest) => Math.round(Math.min(Math.max(value, lowest), highest));

function inside({ left, top, width, height }) {
  const size = { width: within(width, SMALLEST, 100), height: within(height, SMALLEST, 100) };
  return { ...size, left: within(left, 0, 100 - size.width), top: within(top, 0, 100 - size.height) };
}

function read() {
  return inside(Object.fromEntries(SIDES.map((name) => [name, Number(field(name).value)])));
}

function write(box) {
  for (const [name, value] of Object.entries(inside(box))) field(name).value = value;
  show();
}

function show() {
  if (!whole.naturalWidth) return;
  const box = read();
  part.hidden = false;
  for (const name of SIDES) part.style[name] = `${box[name]}%`;
  draw(box);
}

// The same curve as the server's (vault/pictures.py), for each colour.
function curves() {
  const bend = Number(form.dataset.bend) ** -Number(field("brightness").value);
  const tint = Number(form.dataset.tint) * Number(field("warmth").value);
  return [1 + tint, 1, 1 - tint].map((share) =>
    Uint8ClampedArray.from({ length: 256 }, (_each, value) => 255 * share * (value / 255) ** bend),
  );
}

function draw(box) {
  const [across, down] = [whole.naturalWidth / 100, whole.naturalHeight / 100];
  const [wide, high] = [box.width * across, box.height * down];
  const shrink = Math.min(1, 720 / wide);
  preview.width = Math.max(1, Math.round(wide * shrink));
  preview.height = Math.max(1, Math.round(high * shrink));
  const pen = preview.getContext("2d");
  pen.drawImage(whole, box.left * across, box.top * down, wide, high, 0, 0, preview.width, preview.height);
  const drawn = pen.getImageData(0, 0, preview.width, preview.height);
  const [red, green, blue] = curves();
  for (let at = 0; at < drawn.data.length; at += 4) {
    drawn.data[at] = red[drawn.data[at]];
    drawn.data[at + 1] = green[drawn.data[at + 1]];
    drawn.data[at + 2] = blue[drawn.data[at + 2]];
  }
  pen.putImageData(drawn, 0, 0);
}

// Dragging the frame moves it; dragging its corner makes it larger or smaller.
function drag(event) {
  event.preventDefault();
  part.focus();
  part.setPointerCapture(event.pointerId);
  const begun = read();
  const room = whole.getBoundingClientRect();
  const sizes = event.target.id === "corner";
  const listening = new AbortController();
  const move = ({ clientX, clientY }) => {
    const across = ((clientX - event.clientX) / room.width) * 100;
    const down = ((clientY - event.clientY) / room.height) * 100;
    if (sizes) {
      const width = Math.min(begun.width + across, 100 - begun.left);
      const height = Math.min(begun.height + down, 100 - begun.top);
      write({ ...begun, width, height });
    } else {
      write({ ...begun, left: begun.left + across, top: begun.top + down });
    }
  };
  part.addEventListener("pointermove", move, { signal: listening.signal });
  for (const end of ["pointerup", "pointercancel"]) {
    part.addEventListener(end, () => listening.abort(), { signal: listening.signal });
  }
}

function step(event) {
  const [across, down] = STEPS[event.key] ?? [];
  if (across === undefined) return;
  event.preventDefault();
  const box = read();
  if (event.shiftKey) write({ ...box, width: box.width + across, height: box.height + down });
  else write({ ...box, left: box.left + across, top: box.top + down });
}

if (form) {
  part.addEventListener("pointerdown", drag);
  part.addEventListener("keydown", step);
  form.addEventListener("input", show);
  whole.addEventListener("load", show);
  show();
}
