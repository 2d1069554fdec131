// Bundles the scripts, draws the icon sprite, prints the tones into both style sheets, copies licences.
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { drawn, icons } from "./icons.mjs";
import { adminTones, stripPlaces } from "./tones.mjs";
import { gzipSync } from "node:zlib";

const OUT = "static/workhub";
const LIBRARIES = { "htmx.org": "LICENSE", idiomorph: "LICENSE", signature_pad: "LICENSE", "@material-symbols/svg-400": "LICENSE" };

/** htmx's own minified file is 8 KB smaller than what esbuild makes of its module. */
const htmxMinified = {
  name: "htmx-minified",
  setup({ onLoad }) {
    onLoad({ filter: /htmx\.org\/dist\/htmx\.esm\.js$/ }, async ({ path }) => ({
      contents: `${await readFile(path.replace("esm", "min"), "utf8")};export default htmx;`,
    }));
  },
};

await mkdir(OUT, { recursive: true });

await build({
  entryPoints: ["live", "portal", "alpine", "admin", "assistant", "api-docs", "passkeys", "request", "signature"].map((name) => `assets/js/${name}.js`),
  outdir: OUT,
  bundle: true,
  plugins: [htmxMinified],
  minify: true,
  sourcemap: false, // whitenoise's manifest storage fails on a sourceMappingURL without its map
  format: "iife",
  target: ["chrome111", "safari16.4", "firefox114"],
  legalComments: "none", // the licence texts are in static/vendor/
  logLevel: "warning",
});

await writeFile(`${OUT}/icons.svg`, await sprite());
await writeFile(`${OUT}/admin.css`, adminTones() + (await readFile("assets/css/admin.css", "utf8")) + stripPlaces());
await cp("assets/css/office.css", `${OUT}/office.css`);
for (const name of await readdir("assets/img")) await cp(`assets/img/${name}`, `${OUT}/${name}`);
await licences();
await report();

async function sprite() {
  const symbols = await Promise.all(
    icons.map(async (name) => {
      const file = `node_modules/@material-symbols/svg-400/rounded/${name}.svg`;
      const path = (await readFile(file, "utf8")).match(/<path.*<\/svg>/s)[0].replace("</svg>", "");
      return `<symbol id="${name}" viewBox="0 -960 960 960">${path}</symbol>`;
    }),
  );
  for (const [name, path] of Object.entries(drawn)) {
    symbols.push(`<symbol id="${name}" viewBox="0 -960 960 960"><path d="${path}"/></symbol>`);
  }
  return (
    "<!-- Material Symbols (Rounded, 400), Google, Apache License 2.0: static/vendor/material-symbols/LICENSE -->\n" +
    `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`
  );
}

async function licences() {
  const versions = [];
  for (const [name, file] of Object.entries({ ...LIBRARIES, "@alpinejs/csp": null })) {
    const from = `node_modules/${name}`;
    const folder = `static/vendor/${name.replace("@alpinejs/csp", "alpinejs-csp").replace(/^@|\/svg-400$/g, "")}`;
    const about = JSON.parse(await readFile(`${from}/package.json`, "utf8"));
    await mkdir(folder, { recursive: true });
    await cp(file ? `${from}/${file}` : "assets/licences/alpinejs.txt", `${folder}/LICENSE`);
    versions.push(`${about.name} ${about.version} (${about.license})`);
  }
  await writeFile("static/vendor/VERSIONS.txt", `Bundled into static/workhub/ by npm run build:\n${versions.join("\n")}\n`);
}

async function report() {
  for (const name of (await readdir(OUT)).sort()) {
    const bytes = await readFile(`${OUT}/${name}`);
    const text = bytes.toString();
    if (text.includes("sourceMappingURL")) throw new Error(`${name} points at a source map`);
    console.log(`${name.padEnd(16)} ${(bytes.length / 1000).toFixed(1).padStart(7)} KB ${(gzipSync(bytes).length / 1000).toFixed(1).padStart(7)} KB gzip`);
  }
}
