/*
 * The office's talk with the agent, in the panel and on its page: live, sends its forms itself, keeps what cannot be
 * sent (assets/js/talk/). Comes with the first opening of the panel (office-assistant.js).
 */
import { Idiomorph } from "idiomorph";
import { newId } from "./talk/new-id.js";
import { newest } from "./talk/newest.js";
import { follow, parsed, put } from "./talk/log.js";
import { Outbox } from "./talk/outbox.js";

const PATIENCE = 20_000;
const NEAR = 48;

const theLog = () => document.querySelector("[data-talk]");
const theForm = () => document.querySelector("form[data-assist-send]");
const theError = () => theForm().querySelector("[data-form-error]");
const morph = (target, fresh) =>
  Idiomorph.morph(target, fresh, {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: { beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches?.("details")) },
  });

let talk = null;
let outbox = null;

function begin() {
  const log = theLog();
  if (!log || talk) return;
  talk = follow(log, { morph });
  keepAtTheBottom(log);
  outbox = new Outbox({ form: theForm, sent: (root) => put(log, root, morph) && talk.news(), back });
  document.addEventListener("submit", submitted, { capture: true });
  document.addEventListener("click", older);
  theForm().querySelector("[name=text]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    theForm().requestSubmit();
  });
}

function submitted(event) {
  const form = event.target;
  if (!form.matches("[data-assist-send], [data-assist-decide]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.hasAttribute("aria-busy")) return;
  if (form.matches("[data-assist-send]")) say(form);
  else decide(form);
}

async function say(form) {
  const box = form.elements.namedItem("text");
  const id = idOf(form);
  tell("");
  if (navigator.onLine === false && outbox.take(form)) return empty(form, box);
  const sent = box.value;
  try {
    const answer = await post(form);
    if (answer.status === 422) return tell(parsed(await answer.text()).textContent.trim());
    if (!answer.ok) return tell(theError().dataset[[401, 403].includes(answer.status) || answer.type === "opaqueredirect" ? "signedOut" : "down"]);
    bring(parsed(await answer.text()));
    theLog().dispatchEvent(new Event("workhub:down")); // one's own message is always shown
    empty(form, box, sent);
  } catch {
    id.value = id.value || newId();
    if (outbox.take(form)) empty(form, box, sent);
    else tell(theError().dataset.down);
  }
}

async function decide(form) {
  const card = form.closest("[data-exchange]");
  idOf(form);
  try {
    const answer = await post(form);
    if (!answer.ok && answer.status !== 422) throw new Error(`answered ${answer.status}`);
    bring(parsed(await answer.text()));
    if (card?.isConnected && !card.contains(document.activeElement)) theLog().focus(); // its button is gone
  } catch {
    tell(theError().dataset.down);
  }
}

/** The answer is what is new; what one did oneself is among it. */
function bring(root) {
  const news = root.querySelector("[data-news]");
  if (news) put(theLog(), news, morph);
  talk.news();
}

async function post(form) {
  form.setAttribute("aria-busy", "true");
  const fields = new URLSearchParams([...new FormData(form), ["after", theLog().dataset.seq ?? "0"]]);
  try {
    return await fetch(form.action, {
      method: "POST",
      body: fields,
      headers: { "HX-Request": "true" },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } finally {
    form.removeAttribute("aria-busy");
  }
}

/** The same for a double press and for a retry; a new one when it has been done. */
function idOf(form) {
  let input = form.elements.namedItem("client_id");
  if (!input) {
    input = Object.assign(document.createElement("input"), { type: "hidden", name: "client_id", value: newId() });
    form.append(input);
  }
  const { text } = form.elements;
  if (text && input.dataset.text !== undefined && input.dataset.text !== text.value) input.value = newId();
  if (text) input.dataset.text = text.value;
  return input;
}

function empty(form, box, sent = box.value) {
  box.value = box.value.startsWith(sent) ? box.value.slice(sent.length).trimStart() : box.value; // typed since
  form.elements.namedItem("client_id").remove();
}

function tell(sentence) {
  theError().textContent = sentence;
  theError().hidden = !sentence;
}

function back(text) {
  const box = theForm().elements.namedItem("text");
  box.value = box.value ? `${text}\n${box.value}` : text;
  box.focus();
}

async function older(event) {
  const link = event.target.closest?.("[data-older]");
  if (!link || !theLog().contains(link) || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const log = theLog();
  try {
    const answer = await fetch(link.href, { headers: { "HX-Request": "true" }, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const page = parsed(await answer.text());
    const below = log.scrollHeight - log.scrollTop;
    link.replaceWith(...page.childNodes);
    log.scrollTop = log.scrollHeight - below;
    (log.querySelector("[data-older]") ?? log).focus({ preventScroll: true });
  } catch {
    location.assign(link.href);
  }
}

/** The newest is shown to whoever is at the bottom; a reader who scrolled up is left alone, and told. */
function keepAtTheBottom(log) {
  const button = document.querySelector("[data-newer]");
  let stuck = true;
  let placed = 0;
  const down = () => {
    log.scrollTop = placed = newest(log, log, log.getBoundingClientRect().top);
    stuck = true;
    button.hidden = true;
  };
  log.addEventListener("scroll", () => {
    stuck = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR || Math.abs(log.scrollTop - placed) < 2;
    if (stuck) button.hidden = true;
  }, { passive: true });
  new MutationObserver((changes) => {
    if (stuck) down();
    else if (changes.some(({ addedNodes }) => [...addedNodes].some((node) => node === log.lastElementChild))) button.hidden = false;
  }).observe(log, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(() => stuck && down()).observe(log);
  log.addEventListener("workhub:down", down);
  button.addEventListener("click", down);
  down();
}

window.WorkHubTalk = begin;
begin();
