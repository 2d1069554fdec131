/* While a request is under way its buttons rest, but never for ever. */
import { formOf } from "./requests.js";

const LONGEST = 25_000; // longer than htmx's own timeout
const held = new Map(); // owner (form or button) → timer

export function holdButtons() {
  document.addEventListener("submit", refuseSecond, { capture: true });
  document.addEventListener("submit", holdPlain);
  document.addEventListener("htmx:beforeRequest", ({ detail }) => hold(ownerOf(detail.elt)));
  // Before the answer is swapped in: a swap takes the marks away and may leave the busy word behind.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => release(ownerOf(detail.requestConfig?.elt)));
  document.addEventListener("htmx:afterRequest", ({ detail }) => release(ownerOf(detail.elt)));
  window.addEventListener("pageshow", () => [...held.keys()].forEach(release));
}

/** A form holds its buttons, a button itself; a field that searches while one types holds nothing. */
const ownerOf = (element) => (element?.matches?.("form, button") ? formOf(element) ?? element : null);

const buttonsOf = (owner) =>
  owner.matches("form")
    ? [...owner.elements].filter((element) => element.matches("button:not([type=button]), input[type=submit]"))
    : [owner];

function refuseSecond(event) {
  if (!held.has(event.target)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** A form that htmx does not send leaves the page; until then it must not be sent twice. */
function holdPlain(event) {
  if (event.defaultPrevented || event.target.getAttribute("method")?.toLowerCase() !== "post") return;
  setTimeout(() => hold(event.target)); // after the browser has read the button's own name and value
}

function hold(owner) {
  if (!owner || held.has(owner)) return;
  held.set(owner, setTimeout(() => release(owner), LONGEST));
  owner.setAttribute("aria-busy", "true");
  buttonsOf(owner).forEach(rest);
}

function release(owner) {
  if (!held.has(owner)) return;
  clearTimeout(held.get(owner));
  held.delete(owner);
  owner.removeAttribute("aria-busy");
  owner.querySelectorAll("[data-held]").forEach(wakeUp);
  if (owner.matches("[data-held]")) wakeUp(owner);
}

// aria-disabled, not disabled: focus stays where it was, and the submit guard refuses the second tap.
function rest(button) {
  if (button.disabled) return;
  button.dataset.held = "";
  button.setAttribute("aria-disabled", "true");
  const place = button.querySelector("[data-label]") ?? button;
  if (button.dataset.busyText && !place.firstElementChild) {
    button.dataset.idleText = place.textContent;
    place.textContent = button.dataset.busyText;
  }
}

function wakeUp(button) {
  delete button.dataset.held;
  button.removeAttribute("aria-disabled");
  if ("idleText" in button.dataset) {
    (button.querySelector("[data-label]") ?? button).textContent = button.dataset.idleText;
    delete button.dataset.idleText;
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-held]")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, { capture: true });
