/*
 * The assistant's panel: a talk with the agent beside any page. What draws and sends the talk comes with the first
 * opening (assistant.js). Ctrl and / opens and closes it, Escape closes it; the focus goes to the box and back.
 *
 *   a[data-assistant-open]    opens it; without scripts it leads to the talk's page
 *   [data-assistant-visit]    on a visit's page: what one writes there is about that visit
 *   [data-assistant-page]     on a job's or member's page: likewise
 */
const OPEN = "workhub.assistant.open"; // it stays open from page to page
const NARROW = "(max-width: 48rem)";

const panel = () => document.getElementById("wh-assistant");
let cameFrom = null;

export function keepTheAssistant() {
  if (document.querySelector("[data-talk]")) load(); // the talk's own page
  if (!panel()) return;
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-assistant-close]")) return close();
    const opener = event.target.closest?.("[data-assistant-open]");
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggle();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault();
      event.stopPropagation(); // "/" alone is Unfold's, for the search above a list
      toggle();
    } else if (event.key === "Escape" && panel().contains(document.activeElement) && !event.isComposing) {
      event.preventDefault();
      close();
    }
  });
  panel().addEventListener("close", closed); // also by Escape where it lies over the page
  if (remembered() && !matchMedia(NARROW).matches) open({ focus: false });
}

function toggle() {
  if (!panel().open) open({ focus: true });
  else if (panel().contains(document.activeElement)) close();
  else box()?.focus();
}

function open({ focus }) {
  cameFrom = focus ? document.activeElement : null;
  if (matchMedia(NARROW).matches) panel().showModal();
  else if (focus) panel().show();
  else panel().setAttribute("open", ""); // show() would take the focus along
  remember(true);
  if (focus) panel().querySelector("[data-assistant-close]").focus();
  fill().then(() => focus && panel().open && box()?.focus());
}

const close = () => panel().close();

function closed() {
  remember(false);
  const back = cameFrom?.isConnected && cameFrom !== document.body ? cameFrom : document.getElementById("wh-assistant-open");
  back?.focus();
}

const box = () => panel().querySelector("[name=text]");

async function fill() {
  const place = panel().querySelector("[data-assistant-body]");
  if (place.querySelector("[data-talk]")) return;
  const url = new URL(panel().dataset.talkUrl, location.href);
  const visit = document.querySelector("[data-assistant-visit]")?.dataset.assistantVisit;
  if (visit) url.searchParams.set("visit", visit);
  const page = document.querySelector("[data-assistant-page]")?.dataset.assistantPage;
  if (page) url.searchParams.set("page", page);
  try {
    const answer = await fetch(url, { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(15_000) });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
    load();
  } catch {
    place.textContent = panel().dataset.failed;
  }
}

function load() {
  if (window.WorkHubTalk) return window.WorkHubTalk();
  if (document.querySelector("script[data-assistant]")) return;
  const { script: src } = document.querySelector("[data-talk]").closest("[data-script]").dataset;
  const script = Object.assign(document.createElement("script"), { src });
  script.dataset.assistant = "";
  document.head.append(script);
}

function remembered() {
  try {
    return sessionStorage.getItem(OPEN) === "yes";
  } catch {
    return false;
  }
}

function remember(open) {
  try {
    sessionStorage.setItem(OPEN, open ? "yes" : "no");
  } catch {
    /* forbidden: it closes with the page */
  }
}
