// Films of a meeting: who is in the picture, then the file. It goes on where it stopped, from any computer.
// Nothing is kept in this browser; the server knows what is unfinished, and this page follows it.
import { keepAwake } from "./awake.js";
import { fingerprintOf } from "./fingerprint.js";
import { fill } from "./pace.js";
import { FilmUpload } from "./upload.js";

const section = document.getElementById("upload");
const words = section.dataset;
const input = section.querySelector("input[type=file]");
const PATIENCE = 8;
const uploads = new Set();
let wanted = null;

if (input) {
  section.addEventListener("change", (event) => (event.target === input ? choose() : warnAboutConsent()));
  for (const name of ["dragover", "dragleave", "drop"]) {
    input.addEventListener(name, () => part("drop-zone").classList.toggle("over", name === "dragover"));
  }
  document.addEventListener("click", (event) => event.target.closest(".continue") && goOnWith(event.target));
  window.addEventListener("beforeunload", (event) => moving().length && event.preventDefault());
  window.addEventListener("online", () => [...uploads].filter((one) => one.waiting).forEach((one) => one.goOn()));
}
document.addEventListener("htmx:beforeRequest", leaveAloneWhileHidden);
document.addEventListener("htmx:afterSettle", afterNews);
follow();

/** Whoever does not look at this page has not seen that a film is ready, and must be told elsewhere. */
function leaveAloneWhileHidden(event) {
  if (document.hidden && event.target.matches(".film-progress")) {
    event.preventDefault();
  }
}

function part(name) {
  return section.querySelector(`.${name}`);
}

function ticked() {
  return [...section.querySelectorAll("input[name=persons]:checked")];
}

function moving() {
  return [...uploads].filter((upload) => upload.isMoving);
}

function warnAboutConsent() {
  const waiting = ticked().some((box) => box.closest(".person-choice").querySelector(".badge-wait"));
  part("not-agreed").hidden = !waiting;
}

function refuse(sentence) {
  const box = part("upload-refusal");
  box.textContent = sentence;
  box.hidden = !sentence;
  if (sentence) {
    box.scrollIntoView({ block: "center" });
  }
}

function goOnWith(button) {
  wanted = button.closest(".unfinished").dataset.upload;
  section.querySelector("details")?.setAttribute("open", "");
  input.click();
}

async function choose() {
  const file = input.files[0];
  const address = wanted;
  wanted = null;
  if (!file) {
    return;
  }
  refuse("");
  part("upload-looking").textContent = words.looking;
  const fingerprint = await fingerprintOf(file).catch(() => "");
  const find = () => unfinished(address).find((one) => isSame(one.dataset, file, fingerprint));
  const begun = await onceItRests(find);
  const refusal = refusalOf(file, fingerprint, begun, address);
  refuse(refusal);
  const agreed = !refusal && (begun || (await isMeant(file, fingerprint)));
  part("upload-looking").textContent = "";
  input.value = "";
  if (agreed) {
    start(file, fingerprint, begun?.dataset.upload);
  }
}

function unfinished(address) {
  const listed = [...document.querySelectorAll(".unfinished")];
  return address ? listed.filter((one) => one.dataset.upload === address) : listed;
}

function isSame(begun, file, fingerprint) {
  const isKnown = begun.fingerprint && fingerprint;
  const looksSame = isKnown ? begun.fingerprint === fingerprint : begun.name === file.name;
  return looksSame && Number(begun.length) === file.size;
}

/** A page that was just closed or reloaded may still seem to send. */
async function onceItRests(find) {
  for (let tries = 0; tries < PATIENCE && "running" in (find()?.dataset ?? {}) && !isUploading(find()); tries += 1) {
    const row = find().closest(".film-progress");
    await window.htmx.ajax("GET", row.getAttribute("hx-get"), { target: row, swap: "outerHTML" });
    await new Promise((done) => setTimeout(done, 1000));
  }
  return find();
}

function isUploading(begun) {
  return [...uploads].some((one) => one.address === begun.dataset.upload);
}

function refusalOf(file, fingerprint, begun, address) {
  const isHere = (one) => (fingerprint ? one.fingerprint === fingerprint : one.file.name === file.name);
  if ([...uploads].some((one) => isHere(one) && one.file.size === file.size)) {
    return words.already;
  }
  if (begun) {
    return "running" in begun.dataset ? words.elsewhere : "";
  }
  if (address) {
    const [expected] = unfinished(address);
    return expected ? named(words.otherFile, expected.dataset) : words.gone;
  }
  if (file.size > Number(words.limit)) {
    return words.tooLong;
  }
  return ticked().length ? "" : words.nobody;
}

function named(sentence, { name, size }) {
  return fill(sentence, { NAME: name, SIZE: size });
}

/** A film that is here already, or looks like one that is unfinished, is only added when somebody says so. */
async function isMeant(file, fingerprint) {
  const namesake = unfinished().find((one) => one.dataset.name === file.name);
  if (namesake) {
    const sentence = document.createElement("p");
    sentence.textContent = named(words.sameName, namesake.dataset);
    return ask(sentence);
  }
  const answer = await fetch(`${words.known}?${new URLSearchParams({ fingerprint, length: file.size })}`).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").body : null;
  return page?.children.length ? ask(...page.children) : true;
}

function ask(...question) {
  const box = part("upload-question");
  part("upload-looking").textContent = "";
  part("upload-question-words").replaceChildren(...question);
  box.hidden = false;
  box.scrollIntoView({ block: "center" });
  box.focus();
  return new Promise((answer) => {
    const close = (agreed) => {
      box.hidden = true;
      answer(agreed);
    };
    part("upload-question-yes").onclick = () => close(true);
    part("upload-question-no").onclick = () => close(false);
  });
}

function start(file, fingerprint, address) {
  const people = ticked().map((box) => box.value).join(",");
  uploads.add(new FilmUpload({ section, file, fingerprint, people, address, changed }));
  follow();
}

function changed(upload) {
  keepAwake(moving().length > 0);
  if (upload.arrived) {
    showFilms().finally(() => {
      uploads.delete(upload);
      upload.leave();
      follow();
    });
  }
}

function showFilms() {
  return window.htmx.ajax("GET", location.pathname, { target: "#films", select: "#films", swap: "outerHTML" });
}

/** Once a film is ready or has failed, its picture and what stands beside it change too. */
function afterNews(event) {
  follow();
  if (event.target.matches(".film-progress:not([hx-get])")) {
    showFilms();
  }
}

/** What is uploaded from this page has its panel, so its row steps back; the other rows say aloud what changed. */
function follow() {
  const here = [...uploads].filter((one) => !one.arrived).map((one) => one.address);
  for (const row of document.querySelectorAll(".film-row")) {
    const address = row.querySelector(".unfinished")?.dataset.upload;
    row.hidden = Boolean(address) && here.includes(address);
    const said = row.querySelector(".film-progress").dataset.said;
    if (row.querySelector(".film-said").textContent !== said) {
      row.querySelector(".film-said").textContent = said;
    }
    row.querySelector(".continue")?.removeAttribute("hidden");
  }
}
