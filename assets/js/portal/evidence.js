/*
 * The forms of a visit's evidence.
 *
 *   form[data-empties]        is empty again after a 2xx answer; the <details> it stands in closes, and its summary has the focus
 *   form[data-sends-itself]   is sent as soon as files are chosen
 *   [data-signature]          shown where one can draw; its script comes when its <details> is opened (signature.js)
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
  document.addEventListener("change", ({ target }) => {
    const form = target.matches?.("input[type=file]") && target.form;
    if (form && form.matches("[data-sends-itself]") && target.files.length) form.requestSubmit();
  });
  document.addEventListener("toggle", ({ target }) => target.open && loadPads(target), { capture: true });
  document.querySelectorAll("details[open]").forEach(loadPads);
}

let focusNext = "";

function backToTheSummary() {
  if (!focusNext) return;
  const summary = document.getElementById(focusNext)?.querySelector("summary");
  focusNext = "";
  summary?.focus({ preventScroll: true });
}

function loadPads(shell) {
  const pad = shell.querySelector?.("[data-signature]");
  if (!pad || document.querySelector("script[data-pads]")) return;
  const script = Object.assign(document.createElement("script"), { src: pad.dataset.script });
  script.dataset.pads = "";
  document.head.append(script);
}
