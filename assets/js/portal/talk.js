/* The portal's talk: live, and with an outbox for messages that are written without a signal (assets/js/talk/). */
import { follow, put } from "../talk/log.js";
import { Outbox } from "../talk/outbox.js";
import { renew } from "./client-ids.js";
import { guard, remember } from "./fresh.js";
import { morph } from "./htmx.js";
import { succeeded } from "./requests.js";

const followed = new WeakSet();
const theForm = () => document.querySelector("form[data-chat-form]");
const theLog = () => document.querySelector("[data-talk]");
let outbox = null;

export function keepTalks() {
  document.addEventListener("htmx:load", begin);
  document.addEventListener("submit", withoutSignal, { capture: true });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, ({ detail }) => isChat(detail.elt) && keepForLater(detail.elt));
  }
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (isChat(detail.elt) && succeeded(detail.xhr)) detail.elt.dispatchEvent(new Event("workhub:said", { bubbles: true }));
  });
  begin();
}

const isChat = (element) => element?.matches?.("form[data-chat-form]");

function begin() {
  const log = theLog();
  if (!log || !theForm()) return;
  if (!followed.has(log)) {
    followed.add(log);
    follow(log, { morph, before: remember, arrived });
  }
  outbox ??= new Outbox({ form: theForm, sent, back });
  outbox.paint();
}

function arrived(nodes) {
  nodes.forEach((node) => window.htmx.process(node));
  guard();
}

function sent(root) {
  const log = theLog();
  if (log) arrived(put(log, root, morph));
  log?.dispatchEvent(new Event("workhub:said", { bubbles: true }));
}

function back(text) {
  const box = theForm()?.querySelector("[name=text]");
  if (!box) return;
  box.value = box.value ? `${text}\n${box.value}` : text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
}

function withoutSignal(event) {
  if (!isChat(event.target) || navigator.onLine !== false || !event.target.checkValidity()) return;
  if (!keepForLater(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function keepForLater(form) {
  if (!outbox?.take(form)) return false;
  const box = form.querySelector("[name=text]");
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  renew(form);
  const error = form.querySelector("[data-form-error]");
  if (error) error.hidden = true;
  document.scrollingElement.scrollTop = document.scrollingElement.scrollHeight; // what waits is shown at the bottom
  return true;
}
