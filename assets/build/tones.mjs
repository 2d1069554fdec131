// One table of tones for portal and admin: [soft background, text, line] light, then dark. Text on background is at
// least 7:1, and the build stops when it is not. "red" is filled in both: critical must not be quiet.
const TONES = {
  slate: [["#e8edf3", "#1e293b", "#94a3b8"], ["#253041", "#dbe3ee", "#64748b"]],
  sky: [["#dcf0fd", "#0c4a6e", "#5bb3e4"], ["#0b3a55", "#c2e7fd", "#3d9bd1"]],
  indigo: [["#e3e7ff", "#312e81", "#939cf0"], ["#2b2a66", "#d5daff", "#8087ee"]],
  amber: [["#fdeebb", "#66300b", "#dca41c"], ["#4a2c06", "#fde596", "#c98a12"]],
  orange: [["#ffe6d0", "#6e2610", "#ee9a55"], ["#54230b", "#fed3a5", "#dd7a2c"]],
  emerald: [["#cff5e3", "#064e3b", "#41b98b"], ["#07412f", "#a8f2d2", "#2ca678"]],
  lime: [["#e7f9c0", "#314c11", "#8fba3a"], ["#2b3f0e", "#d7f797", "#86b02c"]],
  rose: [["#ffe3e6", "#7d1532", "#f28b9c"], ["#541026", "#fecbd2", "#e2637a"]],
  zinc: [["#eeeeef", "#3a3a40", "#a1a1aa"], ["#2c2c30", "#d4d4d8", "#71717a"]],
  red: [["#ad1a1a", "#ffffff", "#ad1a1a"], ["#ad1a1a", "#ffffff", "#f08080"]],
};

const luminance = (hex) => {
  const [r, g, b] = hex.match(/\w\w/g).map((pair) => {
    const value = parseInt(pair, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

export const contrast = (one, other) => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};

for (const [name, modes] of Object.entries(TONES)) {
  for (const [background, text] of modes) {
    const ratio = contrast(background, text);
    if (ratio < 7) throw new Error(`Tone ${name}: ${text} on ${background} is only ${ratio.toFixed(2)}:1`);
  }
}

const rules = (dark, selector) =>
  Object.entries(TONES)
    .map(([name, modes]) => {
      const [background, text, line] = modes[dark ? 1 : 0];
      return `${selector(name)} { --tone-bg: ${background}; --tone-fg: ${text}; --tone-line: ${line}; }`;
    })
    .join("\n");

const HEAD = "/* Written by npm run build from assets/build/tones.mjs: change it there. */\n";

export const portalTones = () =>
  `${HEAD}${rules(false, (name) => `[data-tone="${name}"]`)}\n@media (prefers-color-scheme: dark) {\n${rules(true, (name) => `[data-tone="${name}"]`)}\n}\n`;

export const adminTones = () =>
  `${HEAD}${rules(false, (name) => `[data-tone="${name}"]`)}\n${rules(true, (name) => `.dark [data-tone="${name}"]`)}\n\n`;

/** The admin's timeline without style attributes: a rule for every quarter of an hour. */
export const stripPlaces = () =>
  Array.from({ length: 96 }, (_, quarter) =>
    `.wh-strip [data-start="${quarter}"]{grid-column-start:${quarter + 1}}.wh-strip [data-span="${quarter + 1}"]{grid-column-end:span ${quarter + 1}}`,
  ).join("\n") + "\n";
