// Photographs of a paper are made smaller before they are sent: readable, quick on a phone's line, and without what
// the camera wrote beside the picture. Anything that cannot be read as a picture is sent as it is.

const LONGEST = 2200;
const QUALITY = 0.85;

export async function smaller(file) {
  if (!file.type.startsWith("image/")) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * share);
  canvas.height = Math.round(picture.height * share);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const content = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return content ? new File([content], "page.jpg", { type: "image/jpeg" }) : file;
}

async function shrink(input) {
  const chosen = new DataTransfer();
  for (const file of [...input.files]) chosen.items.add(await smaller(file));
  input.files = chosen.files;
}

/** Sends the form once, when every chosen picture has been made smaller; as they are where that fails. */
export function shrinkBefore(form, input) {
  let state = "chosen";
  input.addEventListener("change", () => {
    state = "chosen";
  });
  form.addEventListener("submit", (event) => {
    if (state === "ready" || !input.files.length) return;
    event.preventDefault();
    if (state === "shrinking") return;
    state = "shrinking";
    const send = () => {
      state = "ready";
      // A PDF is ready at once, while the first submission is still under way: that would swallow the second.
      setTimeout(() => form.requestSubmit());
    };
    shrink(input).then(send, send);
  });
}

for (const input of document.querySelectorAll("input[type=file][name=scans]")) shrinkBefore(input.form, input);
