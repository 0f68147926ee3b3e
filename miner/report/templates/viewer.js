// Evidence beside the words: the part of a page where something stands, with its box drawn.
//
// Without this script every spot is a link to the page with its boxes. With it, findings show the strips of the pages
// that they rest on, and a figure shows itself and what backs it in a panel.
"use strict";
(() => {
  const data = document.getElementById("pictures");
  if (!data) return;
  const pictures = JSON.parse(data.textContent);
  const NS = "http://www.w3.org/2000/svg";
  const MARGIN = 46; // points above and below a box that a strip shows
  const make = (name, attributes, ...children) => {
    const element = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  /** The strip of a page around the boxes of a spot, or null where there is no picture of the page. */
  function strip(spot) {
    const size = pictures.sizes[spot.dataset.page];
    if (!size || !spot.dataset.boxes) return null;
    const boxes = spot.dataset.boxes.split(";").map((box) => box.split(",").map(Number));
    const top = Math.max(0, Math.min(...boxes.map((b) => b[1])) - MARGIN);
    const bottom = Math.min(size[1], Math.max(...boxes.map((b) => b[3])) + MARGIN);
    const picture = make("image", { width: size[0], height: size[1], preserveAspectRatio: "none" });
    if (pictures.file) {
      // A server has no pictures: pictures.mjs draws them from the PDF.
      picture.dataset.page = spot.dataset.page;
      requestAnimationFrame(() => picture.dispatchEvent(new CustomEvent("picture", { bubbles: true })));
    } else picture.setAttribute("href", pictures.folder + "/" + spot.dataset.page + ".png");
    const rects = boxes.map(([x0, y0, x1, y1]) =>
      make("rect", { class: "hit", x: x0 - 1, y: y0 - 1, width: x1 - x0 + 2, height: y1 - y0 + 2 }),
    );
    const title = make("title", {}, spot.textContent);
    const view = make("svg", { viewBox: `0 ${top} ${size[0]} ${bottom - top}`, class: "strip", role: "img" }, title);
    view.append(picture, ...rects);
    const link = document.createElement("a");
    link.href = spot.href;
    link.className = "striplink";
    link.append(view);
    return link;
  }

  // Findings: the strips under their evidence, made when they come near the window (all of them before printing).
  const waiting = new Map();
  for (const item of document.querySelectorAll(".finding .sides li")) {
    const spots = [...item.querySelectorAll("a.spot")];
    if (spots.length) waiting.set(item, spots);
  }
  const show = (item) => {
    const spots = waiting.get(item) || [];
    waiting.delete(item);
    item.append(...spots.map(strip).filter(Boolean));
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          observer.unobserve(entry.target);
          show(entry.target);
        }
      }
    },
    { rootMargin: "400px" },
  );
  for (const item of waiting.keys()) observer.observe(item);
  addEventListener("beforeprint", () => [...waiting.keys()].forEach(show));

  // Figures: a panel with the figure's strip and the strips of what backs it.
  const panel = document.getElementById("panel");
  if (!panel) return;
  const content = panel.querySelector(".content");
  let opener = null;

  function open(anchor, from) {
    const row = document.querySelector(`tr[data-of="${CSS.escape(anchor)}"]`);
    if (!row) return false;
    content.replaceChildren();
    const heading = document.createElement("h2");
    heading.textContent = row.cells[0].textContent;
    heading.append(" ", row.querySelector(".badge").cloneNode(true));
    const why = document.createElement("p");
    why.textContent = row.querySelector("[data-why]").textContent;
    content.append(heading, why);
    for (const spot of row.querySelectorAll("a.spot")) {
      const backing = spot.closest(".backing");
      const caption = document.createElement("p");
      caption.className = "where";
      if (backing) caption.append(backing.dataset.role + " · " + backing.dataset.quote + " · ");
      const link = spot.cloneNode(true);
      caption.append(link);
      content.append(caption);
      const found = strip(spot);
      if (found) content.append(found);
    }
    for (const link of row.querySelectorAll("a[data-cell]")) {
      const jump = document.createElement("p");
      jump.append(link.cloneNode(true));
      content.append(jump);
    }
    opener = from;
    panel.hidden = false;
    panel.querySelector("button").focus();
    return true;
  }
  function close() {
    panel.hidden = true;
    if (opener) opener.focus();
    opener = null;
  }
  panel.querySelector("button").addEventListener("click", close);
  content.addEventListener("click", (event) => {
    if (!event.target.closest("a[data-cell]")) return;
    opener = null; // the reader goes on to the cell
    panel.hidden = true;
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });
  for (const mark of document.querySelectorAll("mark.fig")) {
    const opens = mark.querySelector("a") || mark;
    opens.addEventListener("click", (event) => {
      if (open(mark.id, opens)) event.preventDefault();
    });
    if (opens !== mark) continue;
    mark.tabIndex = 0;
    mark.setAttribute("role", "button");
    mark.addEventListener("keydown", (event) => {
      if ((event.key === "Enter" || event.key === " ") && open(mark.id, mark)) event.preventDefault();
    });
  }
})();
