/* Puts back what was kept when its form is on the page again, and says in a sentence how things stand. */
import { refill } from "./fields.js";
import { forget, forgetAll, forgetAnswered, here, kept, markShown, words } from "./store.js";

const NOTE = "workhub.note"; // for a page whose form had nothing to type into
const FORMS = "form[data-keep], form[data-client-id]";
const done = new Set(); // once a page: what is typed after that is newer

export function bringBackWhatWasKept() {
  forgetAnswered();
  document.addEventListener("htmx:load", ({ target }) => bringBackAll(target));
  document.addEventListener("submit", ({ target }) => target.matches("form[data-sign-out]") && forgetAll());
  bringBackAll(document);
  sayWhatWasLeft();
}

function bringBackAll(root) {
  root.querySelectorAll?.(FORMS).forEach(bringBack);
  if (root.matches?.(FORMS)) bringBack(root);
}

function bringBack(form) {
  const entry = kept(form);
  if (!entry || done.has(entry.key)) return;
  done.add(entry.key);
  if (form.querySelector("[data-refused]")) return forget(form); // the server has answered, with what was typed in it
  refill(form, entry.fields);
  markShown(form, entry);
  form.closest("[popover]")?.showPopover?.();
  const typed = entry.fields.some(({ type }) => type !== "hidden");
  say(words(entry.state === "sending" ? "unanswered" : typed ? "back" : "notDone"));
}

export function say(text) {
  const place = document.getElementById("workhub-kept");
  if (!place || !text) return;
  place.hidden = false;
  (place.querySelector("[data-text]") ?? place).textContent = text;
  place.scrollIntoView?.({ block: "nearest" });
}

/** Say it on this page after signing in: there is nothing to put back. */
export function leaveNote(name) {
  try {
    sessionStorage.setItem(NOTE, JSON.stringify({ page: here(), name }));
  } catch {
    /* forbidden: the page that comes says how things stand */
  }
}

function sayWhatWasLeft() {
  try {
    const note = JSON.parse(sessionStorage.getItem(NOTE));
    if (note?.page !== here()) return;
    sessionStorage.removeItem(NOTE);
    say(words(note.name));
  } catch {
    /* none, or forbidden */
  }
}
