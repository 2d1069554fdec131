/*
 * The id a command carries from the client: the server does the same id once. So a double tap, a retry after a lost
 * answer and a reload in between must carry the same id, and anything else a new one.
 */
import { newId } from "../talk/new-id.js";
import { draftOf } from "./drafts.js";
import { succeeded } from "./requests.js";

const NAME = "client_id";
const tried = new WeakMap(); // form → what was sent with the present id

export function keepClientIds() {
  document.addEventListener("htmx:load", ({ target }) => fill(target));
  document.addEventListener("submit", ({ target }) => target.matches("form[data-client-id]") && prepare(target), { capture: true });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.elt?.closest?.("form[data-client-id]");
    if (form && succeeded(detail.xhr)) renew(form);
  });
  fill(document);
}

function fill(root) {
  root.querySelectorAll?.("form[data-client-id]").forEach(field);
  if (root.matches?.("form[data-client-id]")) field(root);
}

/** Before htmx or the browser reads the form. */
function prepare(form) {
  const input = field(form);
  const sending = contentOf(form);
  if (tried.has(form) && tried.get(form) !== sending) input.value = newId();
  tried.set(form, sending);
  draftOf(form)?.attempt(input.value, sending);
}

function field(form) {
  let input = form.querySelector(`input[name="${NAME}"]`);
  if (!input) {
    input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: NAME, autocomplete: "off" });
    input.dataset.clientIdField = "";
    form.append(input);
  }
  if (!input.value) {
    const last = draftOf(form)?.lastAttempt(); // sent, and the page left before an answer came
    input.value = last?.id ?? newId();
    if (last) tried.set(form, last.content);
  }
  return input;
}

/** What comes next from this form is something else, whatever it says. */
export function renew(form) {
  tried.delete(form);
  const input = form.querySelector(`input[name="${NAME}"]`);
  if (input) input.value = newId();
}

function contentOf(form) {
  const entries = [...new FormData(form)].filter(([name]) => ![NAME, "csrfmiddlewaretoken"].includes(name));
  return JSON.stringify(entries.map(([name, value]) => [name, value instanceof File ? [value.name, value.size] : value]));
}
