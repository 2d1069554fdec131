/*
 * The forms of a visit's evidence.
 *
 *   form[data-empties]        is empty again after a 2xx answer; the <details> it stands in closes, and its summary has the focus
 *   form[data-sends-itself]   is sent as soon as files are chosen
 *   [data-said]               says what the last form came to, for a while
 *   [data-signature]          shown where one can draw; its script comes once it can be seen (signature.js)
 */
import { succeeded } from "./requests.js";

export function keepEvidence() {
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt;
    if (!form?.matches?.("form[data-empties]") || !succeeded(detail.xhr)) return;
    form.reset();
    const shell = form.closest("details");
    if (shell) focusNext = shell.id;
  });
  document.addEventListener("htmx:afterSettle", backToTheSummary);
  document.addEventListener("htmx:afterSettle", letItFade);
  document.addEventListener("change", ({ target }) => {
    const form = target.matches?.("input[type=file]") && target.form;
    if (form && form.matches("[data-sends-itself]") && target.files.length) form.requestSubmit();
  });
  document.addEventListener("toggle", ({ target }) => target.open && loadPads(target), { capture: true });
  document.addEventListener("htmx:load", loadWhatIsShown);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", loadWhatIsShown);
  else loadWhatIsShown();
}

const SAID_FOR = 10_000;
let focusNext = "";
let fading = 0;

function backToTheSummary() {
  if (!focusNext) return;
  const summary = document.getElementById(focusNext)?.querySelector("summary");
  focusNext = "";
  summary?.focus({ preventScroll: true });
}

/** What was done is said for a while; the page shows it anyway. */
function letItFade() {
  const said = document.querySelector("[data-said]");
  if (!said?.textContent || said.dataset.fading === said.textContent) return;
  said.dataset.fading = said.textContent;
  clearTimeout(fading);
  fading = setTimeout(() => {
    said.textContent = "";
    delete said.dataset.fading;
  }, SAID_FOR);
}

function loadWhatIsShown() {
  document.querySelectorAll("[data-signature]").forEach((pad) => pad.closest("details:not([open])") || loadPads(pad.parentElement));
}

function loadPads(shell) {
  const pad = shell.querySelector?.("[data-signature]");
  if (!pad || document.querySelector("script[data-pads]")) return;
  const script = Object.assign(document.createElement("script"), { src: pad.dataset.script });
  script.dataset.pads = "";
  document.head.append(script);
}
