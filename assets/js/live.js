/*
 * live.js: what changed for me, as DOM events. Used by the portal and by the admin; needs no library.
 *
 *   <script src="live.js" data-ws="/ws/" data-feed="/api/v1/feed" [data-cursor="…"] defer></script>
 *
 * The WebSocket is a doorbell: a hint carries no truth. On a hint, on (re)connecting, on coming back to the page and
 * on coming back online we pull the feed from our cursor, under the reader's own permission. While the socket is down
 * we poll. Dispatched on <body>, all bubbling:
 *
 *   workhub:feed            detail = items of the batch [{name, subject_type, subject_id, at}]
 *   workhub:<subject_type>  detail = the batch's items of that type; once per type and batch, e.g. workhub:visit
 *   workhub:resync          our cursor was refused (too old): re-read everything that is shown
 *   workhub:live            detail = {state: "connecting" | "live" | "reconnecting" | "offline" | "signed-out"}
 *
 * `data-cursor` (optional) is the feed's cursor when the page was rendered: it closes the gap between rendering and
 * connecting on the first page of a tab. Later pages go on from the cursor kept in sessionStorage.
 *
 * [data-live-mark] elements get data-state (live | reconnecting | offline | connecting) and a text from
 * data-text-connecting, data-text-live, data-text-reconnecting, data-text-offline ("offline, last {time}"),
 * data-text-offline-never (nothing heard yet) and data-text-signed-out; written into [data-live-text] inside, else
 * into the mark itself.
 */
const SIGNED_OUT = [4401, 4403];
const BACKOFF_FIRST = 500;
const BACKOFF_LAST = 15_000;
const GRACE = 3_000; // a shorter break of the socket is nobody's business
const POLL_DOWN = 15_000; // between pulls while the socket is down
const POLL_UP = 60_000; // and while it is up: a hint may have been lost
const PULL_TIMEOUT = 15_000;
const HINT_PATIENCE = 2_000; // news without a hint after this long: the socket is dead
const ASLEEP = 30_000; // hidden for longer: do not trust the socket
const CURSOR_KEY = "workhub.feed.cursor";
const TEXTS = {
  connecting: "connecting",
  live: "live",
  reconnecting: "reconnecting",
  offline: "offline, last {time}",
  "offline-never": "offline",
  "signed-out": "signed out: sign in again",
};

const script = document.currentScript?.dataset ?? {};

class Live {
  constructor({ ws = "/ws/", feed = "/api/v1/feed", cursor = "" }) {
    this.wsUrl = new URL(ws, location.href);
    this.wsUrl.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.feedUrl = new URL(feed, location.href);
    this.cursor = cursor || stored();
    this.state = "connecting";
    this.heardAt = null; // last time the server told us where things stand
    this.downSince = Date.now();
    this.hintAt = 0;
    this.attempt = 0;
    this.unsettled = 0;
    this.socket = null;
    this.timers = {};
    this.pulling = false;
    this.queued = false;
    this.reachable = true;
    this.stopped = false;
  }

  start() {
    document.addEventListener("visibilitychange", () => this.onVisibility());
    window.addEventListener("online", () => this.wake());
    window.addEventListener("offline", () => this.settle());
    window.addEventListener("pagehide", () => this.hangUp());
    window.addEventListener("pageshow", (event) => event.persisted && this.wake());
    document.addEventListener("htmx:afterSettle", () => this.paint()); // a mark may have been swapped in
    this.connect();
    this.pull();
    this.poll();
    this.settleSoon();
    this.paint();
  }

  // --- the doorbell -------------------------------------------------------------------------------------------

  get connected() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    if (this.stopped || this.socket) return;
    clearTimeout(this.timers.connect);
    let socket;
    try {
      socket = new WebSocket(this.wsUrl);
    } catch {
      return this.reconnect();
    }
    this.socket = socket;
    const current = (handle) => (event) => this.socket === socket && handle(event);
    socket.addEventListener("message", current((event) => this.onMessage(event)));
    socket.addEventListener("close", current((event) => this.onClose(event)));
  }

  hangUp() {
    const socket = this.socket;
    this.socket = null;
    if (socket && this.downSince === null) this.downSince = Date.now();
    socket?.close(1000);
  }

  reconnect() {
    if (this.stopped) return;
    const ceiling = Math.min(BACKOFF_LAST, BACKOFF_FIRST * 2 ** this.attempt++);
    this.after("connect", ceiling / 2 + Math.random() * (ceiling / 2), () => this.connect());
  }

  onMessage({ data }) {
    let message;
    try {
      message = JSON.parse(data);
    } catch {
      return;
    }
    if (message.type === "hello") {
      this.attempt = 0;
      this.downSince = null;
      if (!this.cursor && message.cursor) this.remember(message.cursor);
      this.hintAt = Date.now();
      this.pull();
      this.settle();
    } else if (message.type === "hint") {
      this.hintAt = Date.now();
      this.pull();
    }
  }

  onClose({ code }) {
    this.socket = null;
    if (SIGNED_OUT.includes(code)) return this.stop();
    this.reconnect();
    if (this.downSince !== null) return; // one of many attempts: the clocks below are running
    this.downSince = Date.now();
    this.settleSoon();
    this.poll();
  }

  onVisibility() {
    if (document.visibilityState === "hidden") {
      this.hiddenAt = Date.now();
    } else {
      if (this.hiddenAt && Date.now() - this.hiddenAt > ASLEEP) this.hangUp();
      this.wake();
    }
  }

  wake() {
    this.attempt = 0;
    this.connect();
    this.pull();
    this.settleSoon();
  }

  stop() {
    this.stopped = true;
    this.hangUp();
    Object.values(this.timers).forEach(clearTimeout);
    this.settle();
  }

  // --- the truth ----------------------------------------------------------------------------------------------

  poll() {
    const down = !this.connected && this.downSince !== null;
    this.after("poll", down ? POLL_DOWN : POLL_UP, () => {
      if (document.visibilityState === "visible") this.pull({ unasked: true });
      this.poll();
    });
  }

  /** One pull in flight, at most one waiting behind it. */
  async pull({ unasked = false } = {}) {
    if (this.stopped) return;
    if (this.pulling) {
      this.queued = true;
      return;
    }
    this.pulling = true;
    const asked = Date.now();
    try {
      const found = await this.pullAll();
      this.reachable = true;
      if (unasked && found && this.connected) this.doubt(asked);
    } catch (error) {
      this.reachable = false;
      if (error.signedOut) this.stop();
    } finally {
      this.pulling = false;
    }
    this.settle();
    if (this.queued) {
      this.queued = false;
      this.pull();
    }
  }

  async pullAll() {
    let found = 0;
    let more = true;
    while (more) {
      const from = this.cursor;
      const batch = await this.fetchBatch(from);
      this.heardAt = new Date();
      if (batch.restarted) return found;
      if (from !== this.cursor) continue; // the socket's hello gave us an earlier place to start from
      const moved = batch.cursor !== from;
      this.remember(batch.cursor);
      if (batch.more && !moved) this.pullSoon();
      else this.unsettled = 0;
      if (from && batch.items?.length) this.dispatchBatch(batch.items); // without a cursor: only where we are
      found += batch.items?.length ?? 0;
      more = Boolean(batch.more) && moved;
    }
    return found;
  }

  /** Something is on its way behind a transaction that has not ended: ask again, with growing patience. */
  pullSoon() {
    this.after("soon", Math.min(5_000, 200 * 2 ** this.unsettled++), () => this.pull());
  }

  async fetchBatch(from) {
    const url = new URL(this.feedUrl);
    if (from) url.searchParams.set("cursor", from);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), PULL_TIMEOUT);
    try {
      const response = await fetch(url, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "manual", // a redirect can only lead to the sign-in page
        signal: abort.signal,
      });
      if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) {
        throw Object.assign(new Error("signed out"), { signedOut: true });
      }
      if ([400, 410, 412, 422].includes(response.status) && from) return await this.startOver();
      if (!response.ok) throw new Error(`feed: ${response.status}`);
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Our cursor was refused: take the current one first, then have everything on the page read again. */
  async startOver() {
    this.remember("");
    const batch = await this.fetchBatch("");
    this.remember(batch.cursor);
    this.emit("workhub:resync", null);
    return { restarted: true };
  }

  dispatchBatch(items) {
    this.emit("workhub:feed", items);
    for (const type of new Set(items.map((item) => item.subject_type))) {
      const own = items.filter((item) => item.subject_type === type);
      this.emit(`workhub:${type}`, own);
    }
  }

  /** News that no hint announced: wait a moment for the hint, then take the socket for dead. */
  doubt(asked) {
    this.after("doubt", HINT_PATIENCE, () => {
      if (!this.connected || this.hintAt >= asked - HINT_PATIENCE) return;
      this.hangUp();
      this.connect();
    });
  }

  remember(cursor) {
    this.cursor = cursor;
    try {
      sessionStorage.setItem(CURSOR_KEY, cursor);
    } catch {
      /* storage may be forbidden: memory will do */
    }
  }

  // --- honesty ------------------------------------------------------------------------------------------------

  settle() {
    const before = this.state;
    this.state = this.judge();
    if (this.state === before) return;
    this.paint();
    this.emit("workhub:live", { state: this.state });
  }

  settleSoon() {
    this.after("settle", GRACE + 50, () => this.settle());
  }

  judge() {
    if (this.stopped) return "signed-out";
    if (navigator.onLine === false || !this.reachable) return "offline";
    if (this.connected && this.downSince === null) return "live";
    if (Date.now() - this.downSince < GRACE) return this.state === "offline" ? "reconnecting" : this.state;
    return "reconnecting";
  }

  paint() {
    for (const mark of document.querySelectorAll("[data-live-mark]")) {
      const state = this.state === "signed-out" ? "offline" : this.state;
      const text = this.textFor(mark);
      const place = mark.querySelector("[data-live-text]") ?? mark;
      if (mark.dataset.state !== state) mark.dataset.state = state;
      if (place.textContent !== text) place.textContent = text;
      // Say changes, not the state the page opened in.
      if (this.state !== "connecting" && !mark.dataset.announces) {
        mark.dataset.announces = "true";
        setTimeout(() => mark.setAttribute("aria-live", "polite"), 1_000);
      }
    }
  }

  textFor(mark) {
    const key = this.state === "offline" && !this.heardAt ? "offline-never" : this.state;
    const own = mark.getAttribute(`data-text-${key}`);
    return (own ?? TEXTS[key]).replace("{time}", clock(this.heardAt));
  }

  emit(name, detail) {
    document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  after(name, ms, run) {
    clearTimeout(this.timers[name]);
    if (!this.stopped) this.timers[name] = setTimeout(run, ms);
  }
}

function stored() {
  try {
    return sessionStorage.getItem(CURSOR_KEY) ?? "";
  } catch {
    return "";
  }
}

function clock(date) {
  const language = document.documentElement.lang || undefined;
  return date ? date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) : "";
}

function begin() {
  if (window.WorkHubLive) return;
  window.WorkHubLive = new Live(script);
  window.WorkHubLive.start();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
