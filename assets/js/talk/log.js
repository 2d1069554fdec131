/*
 * A talk with the agent on a page: exchanges by their ids, each there once, whatever comes twice or out of order.
 *
 *   [data-talk="…/news/"]   the log; data-seq: everything up to that step is in it; data-visit: only what is about a visit
 *   [data-exchange]         data-order: the moment it was said; data-seq: its newest step; data-pending: still read
 *   [data-news]             an answer: exchanges, data-seq up to which they are complete, data-more when there is more
 *
 * After each hint and whenever the line comes back the page asks for what is above its number. Needs no library: whoever
 * uses it says how a node is brought up to date, and what is to be done with one that has come.
 */
const ABOUT = ["message", "agentrun", "proposal"];
const AGAIN = 4_000; // while something is read: hints may be lost
const PATIENCE = 15_000;

/** Put exchanges where they belong; those that were touched. Older ones than the oldest shown come with their page. */
export function put(log, root, morph) {
  const fresh = [...root.querySelectorAll("[data-exchange]")];
  if (fresh.length) log.querySelector("[data-nothing-said]")?.remove();
  return fresh.map((one) => place(log, one, morph)).filter(Boolean);
}

function place(log, fresh, morph) {
  const shown = [...log.querySelectorAll("[data-exchange]")];
  const old = shown.find(({ id }) => id === fresh.id);
  if (old) {
    if (number(fresh, "seq") < number(old, "seq")) return null; // an answer that was overtaken
    morph(old, fresh);
    return old;
  }
  const next = shown.find((one) => number(one, "order") > number(fresh, "order"));
  if (next && next === shown[0] && log.querySelector("[data-older]")) return null;
  log.insertBefore(fresh, next ?? null);
  return fresh;
}

const number = (element, name) => Number(element.dataset[name] ?? 0);

/** Keep a log up to date for as long as it is on the page. */
export function follow(log, { morph, before = () => {}, arrived = () => {} }) {
  let asking = false;
  let again = false;
  let timer = 0;

  async function news() {
    if (!log.isConnected) return stop();
    if (navigator.onLine === false) return; // asked again when the line is back
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      while (await ask());
    } catch {
      /* the live mark says how things stand; asked again after the next hint */
    }
    asking = false;
    clearTimeout(timer);
    if (again) {
      again = false;
      news();
    } else if (log.querySelector("[data-pending]")) timer = setTimeout(news, AGAIN);
  }

  async function ask() {
    const found = await fetched(log);
    before();
    arrived(put(log, found, morph));
    log.dataset.seq = String(Math.max(number(log, "seq"), number(found, "seq")));
    return "more" in found.dataset;
  }

  const listen = {
    "workhub:feed": ({ detail }) => detail?.some((item) => ABOUT.includes(item.subject_type)) && news(),
    "workhub:resync": news,
    "workhub:live": ({ detail }) => detail.state === "live" && news(),
    "workhub:said": news, // something was sent from this page
  };
  const stop = () => Object.entries(listen).forEach(([name, heard]) => document.removeEventListener(name, heard));
  Object.entries(listen).forEach(([name, heard]) => document.addEventListener(name, heard));
  if (log.querySelector("[data-pending]")) timer = setTimeout(news, AGAIN);
  return { news, stop };
}

async function fetched(log) {
  const url = new URL(log.dataset.talk, location.href);
  url.searchParams.set("after", log.dataset.seq ?? "0");
  if (log.dataset.visit) url.searchParams.set("visit", log.dataset.visit);
  const answer = await fetch(url, {
    headers: { "HX-Request": "true" },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "manual", // a redirect can only lead to the sign-in page
    signal: AbortSignal.timeout(PATIENCE),
  });
  const found = answer.ok ? parsed(await answer.text()).querySelector("[data-news]") : null;
  if (!found) throw new Error(`news: ${answer.status}`);
  return found;
}

export const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
