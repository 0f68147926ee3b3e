// A PDF drawn by pdf.js as it was read: turned as the file says and then by `turned`, and straightened by `skew`.
//
// Boxes count in points of the page as it was read, so that they fit what is drawn here.
const SAME_SIZE = 1; // points by which a page may differ from what was read
const MOST_PIXELS = 16e6;

export class Differs extends Error {}

/** Open a PDF of the server. Throws an error whose message says why it is not handed out. */
export async function open(file, folder) {
  const place = (name) => new URL(folder + name, location.href).href;
  const pdfjs = await import(place("pdf.min.mjs"));
  pdfjs.GlobalWorkerOptions.workerSrc = place("pdf.worker.min.mjs");
  const answer = await fetch(file);
  if (!answer.ok) {
    const why = await answer.json().catch(() => ({}));
    throw new Error(why.message || String(answer.status));
  }
  const document = await pdfjs.getDocument({
    data: new Uint8Array(await answer.arrayBuffer()),
    cMapUrl: place("cmaps/"),
    standardFontDataUrl: place("standard_fonts/"),
    wasmUrl: place("wasm/"),
    useWasm: false,
    enableXfa: false,
    disableWorkerRendering: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  }).promise;
  return { document, annotationMode: pdfjs.AnnotationMode.DISABLE };
}

/**
 * Draw a page.
 *
 * @param size how it was read: width, height, turned, skew; width is undefined where that is not known
 * @param pixels the width of the picture
 * @param begun told the task, which can be cancelled
 * @return the picture and the page's size in points; throws Differs where it is not the page that was read
 */
export async function draw(opened, number, size, pixels, begun = () => {}) {
  if (number > opened.document.numPages) throw new Error("no such page");
  const page = await opened.document.getPage(number);
  const rotation = (page.rotate + (size.turned || 0)) % 360;
  const plain = page.getViewport({ scale: 1 / page.userUnit, rotation });
  const { width, height } = plain;
  if (size.width && (Math.abs(width - size.width) > SAME_SIZE || Math.abs(height - size.height) > SAME_SIZE)) {
    throw Object.assign(new Differs(), { width, height });
  }
  const scale = Math.min(pixels / width, Math.sqrt(MOST_PIXELS / (width * height)));
  const viewport = page.getViewport({ scale: scale / page.userUnit, rotation });
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  const task = page.render({ canvas, viewport, annotationMode: opened.annotationMode });
  begun(task);
  await task.promise;
  page.cleanup();
  return { canvas: size.skew ? straightened(canvas, size.skew) : canvas, width, height };
}

function straightened(canvas, degrees) {
  const { width, height } = canvas;
  const straight = Object.assign(document.createElement("canvas"), { width, height });
  const context = straight.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(canvas, -width / 2, -height / 2);
  return straight;
}
