// The pictures that the document's page shows beside its findings and figures, drawn from the PDF when they are needed.
import { draw, open } from "./drawing.mjs";

const PIXELS = 1300; // about the 110 dpi of the report on disk
const pictures = JSON.parse(document.getElementById("pictures").textContent);
const made = new Map(); // page → promise of an address
let opened = null;

async function picture(number) {
  opened ??= open(pictures.file, pictures.pdfjs);
  const { canvas } = await draw(await opened, number, pictures.read[number] || {}, PIXELS);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  return URL.createObjectURL(blob);
}

for (const image of document.querySelectorAll("image[data-page]")) show(image);
document.addEventListener("picture", (event) => show(event.target));

function show(image) {
  const number = Number(image.dataset.page);
  if (!made.has(number)) made.set(number, picture(number));
  made.get(number).then(
    (address) => image.setAttribute("href", address),
    () => image.closest(".striplink").remove(), // the link to the page beside it stays
  );
}
