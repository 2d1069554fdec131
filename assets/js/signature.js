/*
 * Where somebody draws their signature. portal.js loads this file when there is a place for one. What is drawn goes
 * into the form's own file field, so that it is sent, kept and refused like any other picture.
 */
import SignaturePad from "signature_pad";

const NAME = "signature.png";
const pads = new WeakMap(); // [data-signature] → its pad

document.querySelectorAll("[data-signature]").forEach(prepare);
document.addEventListener("toggle", ({ target }) => target.open && target.querySelectorAll?.("[data-signature]").forEach(prepare), { capture: true });
document.addEventListener("click", ({ target }) => {
  const place = target.closest?.("[data-signature-clear]")?.closest("[data-signature]");
  if (place) clear(place);
});
document.addEventListener("htmx:load", () => document.querySelectorAll("[data-signature]").forEach(prepare));
document.addEventListener("reset", ({ target }) => target.querySelectorAll("[data-signature]").forEach(clear));
addEventListener("resize", () => document.querySelectorAll("[data-signature]").forEach(fit));

function prepare(place) {
  if (pads.has(place)) return fit(place);
  place.hidden = false;
  const pad = new SignaturePad(place.querySelector("canvas"), { penColor: "#111", backgroundColor: "#fff", minWidth: 0.8, maxWidth: 2.8 });
  pads.set(place, pad);
  pad.addEventListener("endStroke", () => hand(place));
  fit(place);
}

/** As many points as the screen has; what is drawn stays when the phone is turned. */
function fit(place) {
  const pad = pads.get(place);
  const { canvas } = pad ?? {};
  if (!canvas?.offsetWidth) return;
  const ratio = Math.max(devicePixelRatio || 1, 1);
  const [width, height] = [Math.round(canvas.offsetWidth * ratio), Math.round(canvas.offsetHeight * ratio)];
  if (canvas.width === width && canvas.height === height) return;
  const strokes = pad.toData();
  Object.assign(canvas, { width, height });
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  pad.fromData(strokes);
}

const fieldOf = (place) => place.closest("form").querySelector("input[type=file]");

/** A photo of a signature on paper that was chosen before gives way to the drawing. */
function hand(place) {
  const bytes = Uint8Array.from(atob(pads.get(place).toDataURL("image/png").split(",")[1]), (char) => char.charCodeAt(0));
  const carrier = new DataTransfer();
  carrier.items.add(new File([bytes], NAME, { type: "image/png" }));
  fieldOf(place).files = carrier.files;
}

function clear(place) {
  pads.get(place)?.clear();
  const field = fieldOf(place);
  if (field.files[0]?.name === NAME) field.value = "";
}
