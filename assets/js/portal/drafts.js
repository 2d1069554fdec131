/* What was typed is kept on the device until the server has it. */
import { person } from "../kept/store.js";
import { formOf, succeeded } from "./requests.js";

const PREFIX = "workhub.draft.";
const KEEP_FOR = 7 * 24 * 3600 * 1000;

export function keepDrafts() {
  forgetOld();
  document.addEventListener("htmx:load", ({ target }) => restoreAll(target));
  document.addEventListener("input", ({ target }) => target.matches?.("[data-draft]") && new Draft(target).typed());
  document.addEventListener("htmx:beforeRequest", ({ detail }) => draftOf(formOf(detail.elt))?.sending());
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (succeeded(detail.xhr)) draftOf(formOf(detail.elt))?.sent();
  });
  document.addEventListener("submit", ({ target }) => target.matches("form[data-sign-out]") && forgetAll());
  restoreAll(document);
}

export function draftOf(form) {
  const field = form?.querySelector("[data-draft]");
  return field ? new Draft(field) : null;
}

class Draft {
  constructor(field) {
    this.field = field;
    this.key = `${PREFIX}${person()}.${field.dataset.draft}`; // a phone changes hands
  }

  typed() {
    const draft = this.read();
    this.write({ ...draft, text: this.field.value });
  }

  restore() {
    const text = this.read()?.text;
    if (!text || this.field.value || this.field === document.activeElement) return;
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true })); // lets a growing box grow
  }

  attempt(id, content) {
    this.write({ ...this.read(), text: this.field.value, attempt: { id, content } });
  }

  lastAttempt() {
    return this.read()?.attempt;
  }

  sending() {
    this.field.dataset.sending = this.field.value;
  }

  /** Clear what was sent; keep what has been typed since. */
  sent() {
    const { sending } = this.field.dataset;
    delete this.field.dataset.sending;
    if (this.field.value === sending) this.field.value = "";
    else if (sending && this.field.value.startsWith(sending)) this.field.value = this.field.value.slice(sending.length).trimStart();
    this.write(null);
    this.field.dispatchEvent(new Event("input", { bubbles: true })); // a box that grew shrinks, the rest is kept
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  write(draft) {
    try {
      if (draft?.text) localStorage.setItem(this.key, JSON.stringify({ ...draft, at: Date.now() }));
      else localStorage.removeItem(this.key);
    } catch {
      /* storage full or forbidden: the text is still in the box */
    }
  }
}

function restoreAll(root) {
  root.querySelectorAll?.("[data-draft]").forEach((field) => new Draft(field).restore());
}

const keys = () => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
};

const forgetAll = () => keys().forEach((key) => localStorage.removeItem(key));

function forgetOld() {
  for (const key of keys()) {
    try {
      if (!(Date.now() - JSON.parse(localStorage.getItem(key)).at < KEEP_FOR)) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}
