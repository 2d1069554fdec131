/*
 * A request that failed says so in a sentence, next to what was asked, and nothing typed is lost. The server's own
 * sentence (problem+json `detail`, or short plain text) wins. Ours come from data attributes of #workhub-texts
 * (templates/portal/_kit/texts.html), so that they are translated.
 */
import { forget, here, keep } from "../kept/store.js";
import { formOf, leadsToSignIn, succeeded } from "./requests.js";

const SENTENCES = {
  offline: "No connection. Your text is kept: send it again when you are back online.",
  timeout: "No answer in time. Your text is kept: send it again, it will be done only once.",
  server: "Something broke on our side. Nothing is lost: try again in a moment.",
  busy: "Too much at once. Wait a moment, then try again.",
  stale: "This has changed meanwhile. Load the page again to see how it stands.",
  gone: "This is no longer here. Go back and load the page again.",
  refused: "You may not do this. Ask the office if you should.",
  large: "This is too large to send at once. Choose a smaller photo or fewer files, then send it again.",
  other: "That did not work. Check what you entered and try again.",
};

const BY_STATUS = { 403: "refused", 404: "gone", 409: "stale", 410: "gone", 412: "stale", 413: "large", 429: "busy" };

export function explainErrors() {
  on("htmx:beforeRequest", ({ elt }) => clear(elt));
  on("htmx:sendError", ({ elt }) => say(elt, sentence("offline")));
  on("htmx:timeout", ({ elt }) => say(elt, sentence("timeout")));
  on("htmx:responseError", ({ elt, xhr }) => say(elt, serverSentence(xhr) ?? sentence(kindOf(xhr.status))));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (isOutOfDate(xhr)) return loadAgain(event, requestConfig);
    if (!leadsToSignIn(xhr) && xhr.status !== 401) return;
    event.detail.shouldSwap = false;
    keepOf(requestConfig);
    signIn();
  });
  on("htmx:afterSettle", ({ xhr, target }) => xhr.status === 422 && showRefusal(target));
  on("htmx:afterRequest", ({ elt, xhr }) => {
    if (!succeeded(xhr)) return;
    clear(elt);
    if (elt.matches?.("form")) forget(elt);
  });
}

const on = (name, handle) => document.addEventListener(name, ({ detail }) => handle(detail));

const kindOf = (status) => BY_STATUS[status] ?? (status >= 500 ? "server" : "other");

const sentence = (kind) => document.getElementById("workhub-texts")?.dataset[kind] ?? SENTENCES[kind];

function serverSentence(xhr) {
  const type = xhr.getResponseHeader("Content-Type") ?? "";
  if (type.includes("json")) {
    try {
      const { detail } = JSON.parse(xhr.responseText);
      return typeof detail === "string" && detail ? detail : null;
    } catch {
      return null;
    }
  }
  const text = xhr.responseText.trim();
  return type.startsWith("text/plain") && text.length <= 300 ? text || null : null;
}

/** What was refused may be longer than the screen, with the sentence above it. */
function showRefusal(target) {
  const said = [...document.querySelectorAll(".form-error:not([hidden])")].filter((place) => place.offsetParent);
  (said.find((place) => target.contains(place)) ?? said[0])?.scrollIntoView({ block: "nearest" });
}

const placeFor = (element) =>
  formOf(element)?.querySelector("[data-form-error]") ??
  element?.closest?.("[data-error-scope]")?.querySelector("[data-form-error]") ??
  document.querySelector("[data-form-error][data-page]") ??
  document.querySelector("[data-form-error]");

/** A refresh in the background that failed is the live mark's to tell, not an error of the reader's. */
const isBackground = (element) => element && !element.matches?.("form, button, a, input, select, textarea");

function say(element, text) {
  const place = placeFor(element);
  if (!place || isBackground(element)) return;
  place.hidden = false;
  place.textContent = text;
}

function clear(element) {
  const place = placeFor(element);
  if (!place || isBackground(element)) return;
  place.hidden = true;
  place.textContent = "";
}

/** Its token is another session's: signed out and in again in another window. Nothing was done. */
const isOutOfDate = (xhr) => xhr.status === 403 && xhr.getResponseHeader("X-Page-Out-Of-Date") !== null;

function loadAgain(event, requestConfig) {
  event.detail.shouldSwap = false;
  keepOf(requestConfig);
  location.reload();
}

function keepOf({ elt, verb } = {}) {
  const form = formOf(elt);
  if (form && verb === "post") keep(form, "back");
}

function signIn() {
  const next = encodeURIComponent(here());
  location.assign(`${document.getElementById("workhub-texts")?.dataset.signIn ?? "/accounts/login/"}?next=${next}`);
}
