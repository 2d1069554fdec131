/* The inbox by keyboard: J goes to the next decision, K back; its first button has the focus, so that Enter presses it. */
export function walkTheInbox() {
  document.addEventListener("keydown", (event) => {
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    const inbox = document.querySelector("[data-inbox]");
    if (!step || !inbox || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const entries = [...inbox.querySelectorAll("[data-inbox-entry]")].filter((entry) => entry.offsetParent !== null);
    const here = entries.findIndex((entry) => entry.contains(document.activeElement));
    const next = entries[here < 0 ? (step > 0 ? 0 : entries.length - 1) : here + step];
    next?.querySelector("[data-inbox-first]")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  });
}

const isTyping = (element) => element.matches?.("input, textarea, select, [contenteditable]");
