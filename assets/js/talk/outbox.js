/*
 * Messages that could not be sent wait on the device, per person, and go out by themselves in their order. Each keeps
 * the id it was first tried with: what had got through after all is done once.
 *
 *   [data-outbox]                   where they are shown; data-waits, data-sends, data-signed-out: how one stands
 *   template[data-outbox-entry]     how one looks: [data-text], [data-state], [data-take-back]
 */
import { person } from "../kept/store.js";
import { parsed } from "./log.js";

const PREFIX = "workhub.outbox.";
const AGAIN = 20_000;
const PATIENCE = 20_000;
const NOT_KEPT = ["csrfmiddlewaretoken"];

export class Outbox {
  /** `form` is where they were written; `sent` gets an answer's exchanges; `back` puts a text into the box again. */
  constructor({ form, sent, back }) {
    Object.assign(this, { form, sent, back, sending: "", stopped: false, timer: 0 });
    this.key = PREFIX + person(); // a phone changes hands
    for (const [target, name] of [[window, "online"], [document, "workhub:live"], [window, "storage"]]) {
      target.addEventListener(name, () => this.go());
    }
    this.go();
  }

  /** Take what the form would send. False when this device keeps nothing. */
  take(form) {
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));
    const entry = { fields, action: form.getAttribute("action"), at: Date.now() };
    const kept = this.read().filter((one) => idOf(one) !== idOf(entry));
    if (!this.write([...kept, entry])) return false;
    this.again();
    return true;
  }

  async go() {
    this.paint();
    if (this.sending || this.stopped || navigator.onLine === false) return;
    const entry = this.read().find(({ refused }) => !refused);
    if (!entry) return;
    this.sending = idOf(entry);
    this.paint();
    const done = await this.send(entry).catch(() => false);
    this.sending = "";
    this.paint();
    if (done) this.go();
    else if (!this.stopped) this.again();
  }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.go(), AGAIN);
    this.paint();
  }

  /** Whether the next one may go: this one is done, or refused for good. */
  async send(entry) {
    const answer = await fetch(entry.action, {
      method: "POST",
      body: new URLSearchParams(entry.fields),
      headers: { "HX-Request": "true", "X-CSRFToken": this.token() },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.headers.has("X-Page-Out-Of-Date")) location.reload();
    else if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) this.stopped = true;
    else if (answer.ok || answer.status === 422) return this.settle(entry, answer);
    return false;
  }

  async settle(entry, answer) {
    const root = parsed(await answer.text());
    const rest = this.read().filter((one) => idOf(one) !== idOf(entry));
    const why = root.querySelector("[data-form-error]")?.textContent.trim();
    this.write(answer.ok ? rest : [...rest, { ...entry, refused: why || "–" }]);
    if (answer.ok) this.sent(root);
    return true;
  }

  token() {
    return this.form().querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  paint() {
    const place = document.querySelector("[data-outbox]");
    const look = document.querySelector("template[data-outbox-entry]");
    if (!place || !look) return;
    const entries = this.read();
    if (place.dataset.shown === this.standing(entries)) return; // nothing is read out twice
    place.dataset.shown = this.standing(entries);
    place.replaceChildren(...entries.map((entry) => this.drawn(entry, look, place)));
  }

  standing(entries) {
    return JSON.stringify([entries.map((entry) => [idOf(entry), entry.refused]), this.sending, this.stopped]);
  }

  drawn(entry, look, place) {
    const node = look.content.firstElementChild.cloneNode(true);
    const { waits, sends, signedOut } = place.dataset;
    node.querySelector("[data-text]").textContent = textOf(entry);
    node.querySelector("[data-state]").textContent =
      entry.refused ?? (this.sending === idOf(entry) ? sends : this.stopped ? signedOut : waits);
    const button = node.querySelector("[data-take-back]");
    button.hidden = this.sending === idOf(entry);
    button.addEventListener("click", () => {
      this.write(this.read().filter((one) => idOf(one) !== idOf(entry)));
      this.paint();
      this.back(textOf(entry));
    });
    return node;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? [];
    } catch {
      return [];
    }
  }

  write(entries) {
    try {
      if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
      else localStorage.removeItem(this.key);
      return true;
    } catch {
      return false; // full or forbidden: the text is still in the box
    }
  }
}

const field = (entry, name) => entry.fields.find(([known]) => known === name)?.[1] ?? "";
const idOf = (entry) => field(entry, "client_id");
const textOf = (entry) => field(entry, "text");
