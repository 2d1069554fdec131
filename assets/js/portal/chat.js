/* A chat log stays with the newest when it is there, and leaves a reader alone who scrolled up. */
import { newest } from "../talk/newest.js";

const NEAR = 48;
const watched = new WeakSet();

export function keepChatsAtTheBottom() {
  document.addEventListener("htmx:load", ({ target }) => watchAll(target));
  watchAll(document);
}

function watchAll(root) {
  root.querySelectorAll?.("[data-chat-log]").forEach(watch);
  if (root.matches?.("[data-chat-log]")) watch(root);
}

function watch(log) {
  if (watched.has(log)) return;
  watched.add(log);
  const own = ["auto", "scroll"].includes(getComputedStyle(log).overflowY);
  const scroller = own ? log : document.scrollingElement;
  const button = document.querySelector("[data-chat-new]");
  const fromBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  const edge = () => (own ? log.getBoundingClientRect().top : (document.querySelector(".app-header")?.getBoundingClientRect().bottom ?? 0));
  let stuck = true;
  let placed = 0;
  let older = 0; // how far from the bottom, while what was said earlier is put in above

  const down = () => {
    scroller.scrollTop = placed = newest(log, scroller, edge());
    stuck = true;
    if (button) button.hidden = true;
  };
  (own ? log : document).addEventListener("scroll", () => {
    stuck = fromBottom() < NEAR || Math.abs(scroller.scrollTop - placed) < 2;
    if (stuck && button) button.hidden = true;
  }, { passive: true });
  new MutationObserver(() => {
    if (older) return;
    if (stuck) down();
    else if (button) button.hidden = false;
  }).observe(log, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(() => stuck && down()).observe(log); // pictures arriving, the keyboard opening
  button?.addEventListener("click", down);
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.matches?.("[data-older]")) older = scroller.scrollHeight - scroller.scrollTop;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!older) return;
    scroller.scrollTop = scroller.scrollHeight - older;
    older = 0;
    if (document.activeElement === document.body) log.focus({ preventScroll: true }); // the link is gone: there was no more
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (log.isConnected && detail.elt.matches?.("form[data-chat-form]")) stuck = true; // one's own message is always shown
  });
  down();
}
