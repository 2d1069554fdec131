/*
 * admin.js: what the office's pages do with the events of live.js. Needs htmx (Unfold brings it).
 *
 *   data-live-on="visit:<id> incident:* proposal"   on which news an element is out of date; `*` is any news
 *   hx-get … hx-trigger="refresh"                   how it is read again; without, a [data-live-hint] in it is shown
 *   data-live-every                                 read again each minute as well: it shows relative times
 *   data-live-list                                  a list: its rows are left alone while some are chosen
 *   <details data-open-on-phone>                    open where the drawing it repeats is hidden
 *   form[data-keep]                                 what is typed survives an ended session and a lost connection
 *   [data-refused] in it                            the server has answered: nothing is to be put back
 *   a[data-assistant-open]                          the assistant's panel (office-assistant.js)
 *   a[data-load-again]                              loads the page anew and leaves in the form what was typed
 */
import { askFirst } from "./kept/ask-first.js";
import { bringBackWhatWasKept } from "./kept/bring-back.js";
import { keepTheAssistant } from "./office-assistant.js";
import { walkTheInbox } from "./office-inbox.js";

const TOGETHER = 250; // news come in bursts: one reading for all of them
const EVERY = 60_000;
const out = new Set();
let timer = 0;

const concerns = (element, items) =>
  element.dataset.liveOn.split(/\s+/).some((wanted) => {
    const [type, id] = wanted.split(":");
    if (type === "*") return true;
    return items.some((item) => item.subject_type === type && (!id || id === "*" || id === item.subject_id));
  });

function outdate(elements) {
  elements.forEach((element) => out.add(element));
  clearTimeout(timer);
  timer = setTimeout(readAgain, TOGETHER);
}

function readAgain() {
  for (const element of out) {
    if (!element.isConnected) continue;
    if (element.hasAttribute("hx-get") && !inHand(element)) window.htmx.trigger(element, "refresh");
    else element.querySelector("[data-live-hint]")?.removeAttribute("hidden");
  }
  out.clear();
}

/** Whether somebody is in the middle of something there. */
function inHand(element) {
  if ("liveList" in element.dataset) return document.querySelector("input.action-select:checked") !== null;
  const focused = document.activeElement;
  return element.contains(focused) && focused.matches("input, textarea, select");
}

const all = () => document.querySelectorAll("[data-live-on]");

document.addEventListener("workhub:feed", ({ detail }) => {
  outdate([...all()].filter((element) => concerns(element, detail ?? [])));
});
document.addEventListener("workhub:resync", () => outdate([...all()]));
setInterval(() => {
  if (document.visibilityState === "visible") outdate([...document.querySelectorAll("[data-live-every]")]);
}, EVERY);

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, pathInfo, requestConfig } = event.detail;
  if (!requestConfig?.elt?.hasAttribute?.("data-live-on")) return;
  const asked = new URL(pathInfo.requestPath ?? requestConfig.path, location.href).pathname;
  const answered = new URL(xhr.responseURL || asked, location.href).pathname;
  // Signed out, or something is broken: what stands there is better than nothing.
  if (xhr.status !== 200 || asked !== answered) event.detail.shouldSwap = false;
  // The same again would only be read out again.
  else if (target.lastRead === xhr.responseText) event.detail.shouldSwap = false;
  target.lastRead = xhr.responseText;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const list = document.querySelector("[data-live-list]");
  if (!list || detail.requestConfig?.elt !== list) return;
  const parent = document.querySelector(".result-list-wrapper"); // as Unfold's actions.js begins
  const boxes = parent?.querySelectorAll("tr input.action-select") ?? [];
  if (boxes.length && window.Actions) window.Actions(boxes, { parent });
});

function begin() {
  if (matchMedia("(max-width: 48rem)").matches) openLists(document);
  document.getElementById("refusal")?.focus();
  askFirst();
  bringBackWhatWasKept();
  walkTheInbox();
  keepTheAssistant();
  setTimeout(nameSearches, TOGETHER);
  setTimeout(scrollToNow, TOGETHER); // Unfold shows the page only when Alpine has started
}

/** select2 draws a box of its own beside the select it stands for, and does not name it. */
function nameSearches() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    // select2 tells jQuery alone; what listens on the page, such as htmx, hears of a choice as of any other.
    window.django?.jQuery?.(select).on("select2:select select2:clear", () =>
      select.dispatchEvent(new Event("change", { bubbles: true })),
    );
    if (!label || !box) continue;
    const name = label.textContent.replace("*", "").trim();
    for (const part of [box, box.querySelector("[role='textbox']")]) {
      part?.removeAttribute("aria-labelledby");
      part?.setAttribute("aria-label", name);
    }
  }
}

/** A strip longer than the screen begins near now. */
function scrollToNow() {
  const now = document.querySelector(".wh-strip-row .wh-strip-now");
  const strip = now?.closest(".wh-strip");
  if (strip) strip.scrollLeft = now.offsetLeft - strip.clientWidth / 3;
}

function openLists(root) {
  root.querySelectorAll("details[data-open-on-phone]").forEach((list) => list.setAttribute("open", ""));
}

// What was open stays open when its part of the page is read again.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  detail.target.wasOpen = detail.target.querySelector?.("details")?.open ?? false;
});
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.wasOpen) detail.target.querySelector("details")?.setAttribute("open", "");
});

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
