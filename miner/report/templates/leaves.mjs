// The pages of a PDF, drawn as they are needed, under the boxes of what was found, which an SVG over each holds.
import { Differs, draw as drawPage, open } from "./drawing.mjs";

const leaves = document.getElementById("leaves");
const KEPT = 12; // pages that stay drawn
const ZOOMS = [0.4, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

const sections = Array.from(document.querySelectorAll(".leaf"));
const stops = JSON.parse(document.getElementById("stops").textContent);
const drawn = new Map(); // page → what is drawn of it, the latest last
let zoom = 1;

// ---------------------------------------------------------------------------------------------------------- the file

const unshown = document.getElementById("unshown");
let file = null;
try {
  file = await open(leaves.dataset.file, leaves.dataset.pdfjs);
} catch (error) {
  unshown.textContent = error.message;
  unshown.hidden = false;
  document.body.classList.add("boxes-only");
}

// ------------------------------------------------------------------------------------------------------------ drawing

function spread(section) {
  const { width, height } = section.dataset;
  if (width) section.querySelector(".paper").style.aspectRatio = `${width} / ${height}`;
}
for (const section of sections) spread(section);

async function draw(section) {
  if (!file) return;
  const number = Number(section.dataset.page);
  const canvas = section.querySelector("canvas");
  const wanted = canvas.parentElement.clientWidth * devicePixelRatio;
  const before = drawn.get(number);
  if (before && before.wanted === wanted) {
    drawn.delete(number);
    drawn.set(number, before);
    return;
  }
  if (before) before.stop();
  let task = null;
  const state = { wanted, canvas, stop: () => task && task.cancel() };
  drawn.delete(number);
  drawn.set(number, state);
  try {
    const { width, height, turned, skew } = section.dataset;
    const size = { width: Number(width || 0), height: Number(height || 0), turned: Number(turned || 0), skew: Number(skew || 0) };
    const picture = await drawPage(file, number, size, wanted, (begun) => (task = begun));
    if (drawn.get(number) !== state) return;
    if (!width) {
      section.dataset.width = picture.width;
      section.dataset.height = picture.height;
      section.querySelector("svg").setAttribute("viewBox", `0 0 ${picture.width} ${picture.height}`);
      spread(section);
    }
    canvas.width = picture.canvas.width;
    canvas.height = picture.canvas.height;
    canvas.getContext("2d").drawImage(picture.canvas, 0, 0);
    section.classList.add("drawn");
  } catch (error) {
    if (error.name === "RenderingCancelledException") return;
    if (drawn.get(number) === state) drawn.delete(number);
    tell(section, error instanceof Differs ? leaves.dataset.differs : leaves.dataset.lost);
  }
  for (const [other, { canvas: old, stop }] of drawn) {
    if (drawn.size <= KEPT) break;
    if (near.has(other)) continue;
    stop();
    old.width = old.height = 0;
    sections[other - 1].classList.remove("drawn");
    drawn.delete(other);
  }
}

function tell(section, words) {
  if (section.querySelector(".wrong")) return;
  const line = document.createElement("p");
  line.className = "wrong";
  line.textContent = words;
  section.querySelector("h2").after(line);
}

const near = new Set();
const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const number = Number(target.dataset.page);
      if (isIntersecting) {
        near.add(number);
        draw(target);
      } else near.delete(number);
    }
  },
  { rootMargin: "900px 0px" },
);
for (const section of sections) observer.observe(section);

function redraw() {
  for (const number of near) draw(sections[number - 1]);
}
let waiting = 0;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(redraw, 150);
});

// --------------------------------------------------------------------------------------------------------------- zoom

function resize(way) {
  const middle = sections.find((section) => section.getBoundingClientRect().bottom > innerHeight / 2) || sections[0];
  const before = middle.getBoundingClientRect();
  const share = (innerHeight / 2 - before.top) / before.height;
  if (way === "fit") zoom = 1;
  else {
    const at = ZOOMS.findIndex((one) => one >= zoom - 0.001);
    zoom = ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at + (way === "in" ? 1 : -1)))];
  }
  leaves.style.setProperty("--zoom", zoom);
  const after = middle.getBoundingClientRect();
  scrollBy(0, after.top + share * after.height - innerHeight / 2);
  redraw();
}
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => resize(button.dataset.zoom));
}

// ------------------------------------------------------------------------------------------- what is chosen, and steps

const output = document.getElementById("place");
const here = document.getElementById("here");
let at = -1;

function count() {
  const words = at < 0 ? output.dataset.none : output.dataset.of;
  output.textContent = words.replace("{n}", at + 1).replace("{all}", stops.length);
  for (const button of document.querySelectorAll("[data-step]")) button.disabled = !stops.length;
}

function step(by) {
  if (!stops.length) return;
  if (at < 0) {
    // From what stands in the window: the first stop below its top, or the last above it.
    const tops = stops.map((stop) => document.getElementById(stop).getBoundingClientRect().top);
    const below = tops.findIndex((top) => top > 120);
    at = by > 0 ? (below < 0 ? 0 : below) : below < 0 ? stops.length - 1 : (below - 1 + stops.length) % stops.length;
  } else at = (at + by + stops.length) % stops.length;
  const target = "#" + stops[at];
  if (location.hash === target) arrive();
  else location.hash = target;
}

/** Show what the address names: bring it into the middle of the window, and say what it is. */
function arrive() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  const target = anchor && document.getElementById(anchor);
  at = stops.indexOf(anchor);
  count();
  for (const box of document.querySelectorAll(".box.chosen")) box.classList.remove("chosen");
  if (!target || !target.classList.contains("box")) {
    here.hidden = true;
    if (target) target.scrollIntoView();
    return;
  }
  target.classList.add("chosen");
  const box = (target.querySelector("rect") || target).getBoundingClientRect();
  const middle = scrollY + box.top + box.height / 2 - innerHeight / 2;
  scrollTo({ top: middle, left: scrollX + box.left + box.width / 2 - innerWidth / 2 });
  goto.value = target.closest(".leaf").dataset.page;
  describe(target);
}

function describe(box) {
  if (!here.hidden && here.dataset.of === box.id) return; // somebody may be writing there
  here.dataset.of = box.id;
  here.hidden = false;
  here.querySelector(".what").textContent = box.querySelector("title").textContent;
  const words = here.querySelector(".words");
  words.href = words.href.split("#")[0] + "#" + box.dataset.text;
  const onward = here.querySelector(".onward");
  onward.hidden = !box.dataset.onward;
  onward.href = "#" + (box.dataset.onward || "");
  onward.textContent = box.classList.contains("cell") ? onward.dataset.figure : onward.dataset.cell;
  const judging = here.querySelector(".judging");
  judging.replaceChildren();
  if (box.dataset.kind) judging.append(minerReview.fresh(box.dataset.kind, box.dataset.key));
}

here.querySelector(".shut").addEventListener("click", () => {
  here.hidden = true;
});
for (const button of document.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => step(Number(button.dataset.step)));
}
const goto = document.getElementById("goto");
goto.addEventListener("change", () => {
  location.hash = "#p" + Math.max(1, Math.min(sections.length, Number(goto.value) || 1));
});
addEventListener("hashchange", arrive);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const does = { n: () => step(1), p: () => step(-1), "+": () => resize("in"), "=": () => resize("in") };
  Object.assign(does, { "-": () => resize("out"), 0: () => resize("fit"), Escape: () => (here.hidden = true) });
  if (!does[event.key]) return;
  does[event.key]();
  event.preventDefault();
});
// A click on the box that is chosen already: its address does not change.
leaves.addEventListener("click", (event) => {
  const box = event.target.closest("a.box");
  if (box && new URL(box.href.baseVal, location.href).hash === location.hash) describe(box);
});
arrive();
document.documentElement.dataset.ready = "yes";
