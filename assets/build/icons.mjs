// Names are Material Symbols' own: https://fonts.google.com/icons. Add one, run `npm run build`, use
// {% include "portal/_kit/icon.html" with name="…" %}.
export const icons = [
  // status of a visit (the product's table in apps/jobs)
  "event", "send", "directions_car", "build", "pause_circle", "check_circle", "redo", "block", "cancel",
  // severity of an incident
  "emergency", "warning", "report", "info",
  // who decided (and auto_awesome, below)
  "rule", "person",
  // navigation
  "today", "chat", "list", "arrow_back", "chevron_right", "close", "logout", "login",
  // doing
  "add", "edit", "undo", "play_arrow", "photo_camera", "attach_file",
  // places, people, time
  "location_on", "call", "mail", "schedule", "lock", "coffee",
  // what staff ask for, and where it stands
  "more_time", "beach_access", "sick", "key", "shopping_cart", "help", "hourglass_top", "timer_off",
  // state of things
  "sync", "cloud_off", "checklist", "inbox", "handyman",
];

// Not in the package: drawn here in the same grid.
const sparkle = (x, y, r) => {
  const waist = r * 0.31;
  const points = [[0, -r], [waist, -waist], [r, 0], [waist, waist], [0, r], [-waist, waist], [-r, 0], [-waist, -waist]];
  return `M${points.map(([dx, dy]) => `${Math.round(x + dx)} ${Math.round(y + dy)}`).join("L")}Z`;
};
export const drawn = {
  auto_awesome: sparkle(390, -450, 310) + sparkle(760, -760, 125) + sparkle(770, -190, 125),
};
