/*
 * What somebody sent and has no answer to, per tab and person (sessionStorage): when the session had ended, the
 * connection was gone or the page was out of date, it is put back into the form once they can send it.
 *
 * An entry is "sending" until an answer comes, or "back" when it is known that nothing was done.
 * The page says who reads it: <div id="workhub-kept" data-user="…"> (templates/_kept.html). What one person typed is
 * never shown to another.
 */
import { fieldsOf } from "./fields.js";

const PREFIX = "workhub.kept.";
const KEEP_FOR = 12 * 3600 * 1000;
const SHOWN_FOR = 10 * 60 * 1000; // after it was put back; whoever leaves it then does not want it

const place = () => document.getElementById("workhub-kept");

export const here = () => location.pathname + location.search;
export const person = () => place()?.dataset.user ?? "";
export const words = (name) => place()?.dataset[name] ?? "";

const keyOf = (form) => `${PREFIX}${person()} ${here()} ${form.id || form.getAttribute("action") || ""}`;

export function keep(form, state, { without = [] } = {}) {
  const fields = fieldsOf(form).filter(({ name }) => !without.includes(name));
  write(keyOf(form), { state, at: Date.now(), page: here(), fields });
}

export function kept(form) {
  const entry = person() ? read(keyOf(form)) : null;
  if (!entry) return null;
  const tooOld = Date.now() - entry.at > KEEP_FOR || (entry.shown && Date.now() - entry.shown > SHOWN_FOR);
  return tooOld ? null : { ...entry, key: keyOf(form) };
}

export const markShown = (form, entry) => write(keyOf(form), { ...entry, shown: Date.now() });

export const forget = (form) => remove(keyOf(form));

export const forgetAll = () => keys().forEach(remove);

/** A page that one reaches straight from sending is the answer. */
export function forgetAnswered() {
  const from = document.referrer && new URL(document.referrer);
  if (!person() || !from || from.origin !== location.origin) return;
  const sent = from.pathname + from.search;
  for (const key of keys()) {
    const entry = read(key);
    if (!entry || (entry.state === "sending" && entry.page === sent && sent !== here())) remove(key);
  }
}

function keys() {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, entry) {
  try {
    sessionStorage.setItem(key, JSON.stringify(entry));
  } catch {
    /* full or forbidden: what was typed is still in the form */
  }
}

function remove(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    /* forbidden: there is nothing */
  }
}
