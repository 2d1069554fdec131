/*
 * Where a tap changes the page, the next button may come up under the same thumb: a button that has just come takes
 * no taps for a moment. The keyboard works at once: whoever uses it hears or sees what has the focus.
 */
const MOMENT = 600;

const BUTTONS = "button, input[type=submit], a.btn";
let known = new Map();

const textOf = (button) => (button.dataset.idleText ?? button.textContent).trim();

export function guardFreshButtons() {
  document.addEventListener("htmx:beforeSwap", remember);
  document.addEventListener("htmx:afterSwap", guard);
  document.addEventListener("htmx:oobAfterSwap", guard);
}

/** Before the page changes: which buttons there are. */
export function remember() {
  known = new Map([...document.querySelectorAll(BUTTONS)].map((button) => [button, textOf(button)]));
}

/** After it has changed. */
export function guard() {
  for (const button of document.querySelectorAll(BUTTONS)) {
    if (known.get(button) === textOf(button) || "fresh" in button.dataset) continue;
    button.dataset.fresh = "";
    setTimeout(() => delete button.dataset.fresh, MOMENT);
  }
}
