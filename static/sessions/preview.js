// Show the chosen file while it uploads. Whether a browser can play it is only known by trying.
const PATIENCE = 3000;
let address = null;

export function showPreview(section, file) {
  const frame = section.querySelector(".upload-preview");
  const video = frame.querySelector("video");
  address = URL.createObjectURL(file);
  let seen = false;
  const giveUp = () => {
    if (!seen) {
      endPreview(section);
      const unseen = section.querySelector(".upload-unseen");
      unseen.textContent = section.dataset.unseen;
      unseen.hidden = false;
    }
  };
  video.addEventListener("error", giveUp, { once: true });
  video.addEventListener("loadedmetadata", () => video.videoWidth === 0 && giveUp(), { once: true });
  video.addEventListener("loadeddata", () => (seen = video.videoWidth > 0), { once: true });
  setTimeout(giveUp, PATIENCE);
  video.src = address;
  frame.hidden = false;
}

export function endPreview(section) {
  const frame = section.querySelector(".upload-preview");
  frame.hidden = true;
  frame.querySelector("video").removeAttribute("src");
  if (address) {
    URL.revokeObjectURL(address);
    address = null;
  }
}
