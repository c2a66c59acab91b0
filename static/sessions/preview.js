// Show a chosen file while it uploads. Whether a browser can play it is only known by trying.
const PATIENCE = 3000;
const addresses = new WeakMap();

export function showPreview(panel, file, unseenWords) {
  const frame = panel.querySelector(".upload-watch");
  const video = frame.querySelector("video");
  addresses.set(panel, URL.createObjectURL(file));
  let seen = false;
  const giveUp = () => {
    if (!seen && addresses.has(panel)) {
      endPreview(panel);
      const unseen = panel.querySelector(".upload-unseen");
      unseen.textContent = unseenWords;
      unseen.hidden = false;
    }
  };
  video.addEventListener("error", giveUp, { once: true });
  video.addEventListener("loadedmetadata", () => video.videoWidth === 0 && giveUp(), { once: true });
  video.addEventListener("loadeddata", () => (seen = video.videoWidth > 0), { once: true });
  setTimeout(giveUp, PATIENCE);
  video.src = addresses.get(panel);
  frame.hidden = false;
}

export function endPreview(panel) {
  const frame = panel.querySelector(".upload-watch");
  frame.hidden = true;
  frame.querySelector("video").removeAttribute("src");
  if (addresses.has(panel)) {
    URL.revokeObjectURL(addresses.get(panel));
    addresses.delete(panel);
  }
}
