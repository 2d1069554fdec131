/*
 * A form that leaves the page cannot come back from an answer that never arrives. So it is asked first, in a moment,
 * whether WorkHub is there and still knows the person; only then the browser sends the form, in its own way.
 */
import { hasPassword } from "./fields.js";
import { leaveNote, say } from "./bring-back.js";
import { here, keep, person, words } from "./store.js";

const PATIENCE = 8_000;
const asking = new WeakSet();
const cleared = new WeakSet();

export function askFirst() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !leavesThePage(form)) return;
    if (cleared.delete(form)) return;
    event.preventDefault();
    if (!asking.has(form)) ask(form, event.submitter);
  });
  document.addEventListener("click", ({ target }) => {
    const again = target.closest?.("[data-load-again]"); // the version is not kept: it is what is looked at anew
    if (again) document.querySelectorAll("form[data-keep]").forEach((form) => keep(form, "back", { without: ["version"] }));
  });
}

const leavesThePage = (form) =>
  form.method === "post" && !form.hasAttribute("hx-post") && !hasPassword(form) && person() !== "" &&
  !/\/(logout|setlang)\//.test(form.getAttribute("action") ?? "");

async function ask(form, submitter) {
  asking.add(form);
  submitter?.setAttribute("aria-busy", "true");
  const keeps = form.matches("[data-keep]");
  try {
    const { user, csrf } = await standing();
    if (user === person()) {
      if (keeps) keep(form, "sending");
      send(form, submitter, csrf);
      return;
    }
    if (keeps) keep(form, "back");
    if (user) return say(words("somebodyElse"));
    if (!keeps) leaveNote("notDone");
    location.assign(`${words("signIn")}?next=${encodeURIComponent(here())}`);
  } catch (error) {
    say(words(error.name === "TimeoutError" ? "timeout" : error instanceof TypeError ? "offline" : "down"));
  } finally {
    asking.delete(form);
    submitter?.removeAttribute("aria-busy");
  }
}

/** Who is signed in in this browser now, and the token their forms need. */
async function standing() {
  const answer = await fetch(words("standing"), { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`answered ${answer.status}`);
  return answer.json();
}

function send(form, submitter, csrf) {
  const token = form.elements.namedItem("csrfmiddlewaretoken");
  if (token) token.value = csrf; // signed in anew in another window: the same person, another token
  cleared.add(form);
  form.requestSubmit(submitter?.form === form ? submitter : undefined);
}
