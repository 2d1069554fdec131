/*
 * Where a talk stands when it follows what comes: at its bottom, unless the newest answer would begin out of sight.
 * "Leave the building" is the first line of a long answer, and must be read without scrolling.
 */
const ROOM = 8;

/** How far `scroller` is scrolled then; `edge` is the line above which a head hides what is there. */
export function newest(log, scroller, edge) {
  const answer = [...log.querySelectorAll("[data-exchange]")].at(-1)?.querySelector("[data-answer]");
  const bottom = scroller.scrollHeight - scroller.clientHeight;
  if (!answer) return bottom;
  const top = answer.getBoundingClientRect().top - edge + scroller.scrollTop - ROOM;
  return Math.max(0, Math.min(bottom, Math.floor(top)));
}
