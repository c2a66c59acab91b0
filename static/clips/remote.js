// A review by video call: a lighter picture, and a pointer that those on the other side can see.

const RESTS = 8000;

/** What the remote stage can do besides; nothing where the review is held in one room. */
export function remoteActs(stage) {
  const pointer = stage.querySelector(".big-pointer");
  if (!pointer) return {};
  const button = (name) => stage.querySelector(`[data-do=${name}]`);
  let resting = 0;

  const hide = () => (pointer.hidden = true);
  function point({ clientX, clientY }) {
    if (button("pointer").getAttribute("aria-pressed") !== "true") return;
    const { left, top } = stage.getBoundingClientRect();
    pointer.style.translate = `${clientX - left}px ${clientY - top}px`;
    pointer.hidden = false;
    clearTimeout(resting);
    resting = setTimeout(hide, RESTS);
  }
  for (const name of ["pointermove", "pointerdown"]) stage.addEventListener(name, point);
  stage.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && hide());

  /** Presses the button, or lets it go. */
  function press(name) {
    const isOn = button(name).getAttribute("aria-pressed") !== "true";
    button(name).setAttribute("aria-pressed", isOn);
    return isOn;
  }
  return {
    pointer: () => press("pointer") || hide(),
    larger: () => stage.classList.toggle("presentation-light", !press("larger")),
  };
}
