// Makes dist/ from src/: the two components (Vue stays outside, the page has its own), the fonts and the icons.
import { build } from "esbuild";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const MODULES = join(HERE, "node_modules");
const FONTS = [["Inter", "inter"], ["Fira Code", "fira-code"]];
const WEIGHTS = [400, 500, 600];
const LATIN = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";

const text = (...parts) => readFileSync(join(HERE, ...parts), "utf8");

const inUrl = (svg) => svg.replaceAll('"', "'").replace(/[%#<>]/g, encodeURIComponent);

function icons() {
  const family = JSON.parse(text("node_modules", "@iconify-json", "lucide", "icons.json"));
  const masks = Object.entries(JSON.parse(text("icons.json"))).map(([name, drawn]) => {
    const icon = family.icons[drawn] ?? family.icons[family.aliases[drawn]?.parent];
    if (!icon) throw new Error(`icons.json: "${name}" asks for "${drawn}", which the family does not have.`);
    const body = icon.body.replaceAll('stroke-width="2"', 'stroke-width="1.75"');
    const alone = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${body.replaceAll("currentColor", "#000")}</svg>`;
    return `[data-drawing="${name}"]{--drawing:url("data:image/svg+xml,${inUrl(alone)}")}`;
  });
  writeFileSync(join(DIST, "icons.css"), masks.join("\n") + "\n");
}

function fonts() {
  const rules = [];
  for (const [family, folder] of FONTS) {
    for (const weight of WEIGHTS) {
      const name = `${folder}-latin-${weight}-normal.woff2`;
      cpSync(join(MODULES, "@fontsource", folder, "files", name), join(DIST, "fonts", name));
      rules.push(`@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};font-display:swap;` +
        `src:url("fonts/${name}") format("woff2");unicode-range:${LATIN}}`);
    }
  }
  writeFileSync(join(DIST, "fonts.css"), rules.join("\n") + "\n");
}

function scripts() {
  return build({
    entryPoints: { canvas: "src/canvas/index.js", code: "src/code/index.js" },
    absWorkingDir: HERE,
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    target: "es2022",
    external: ["vue"],
    loader: { ".css": "text" },
    define: { "process.env.NODE_ENV": '"production"', __VUE_PROD_DEVTOOLS__: "false" },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
}

/** What others wrote that is in the bundle, and under what terms. */
function licences({ metafile }) {
  const used = new Set(["@iconify-json/lucide", ...FONTS.map(([, folder]) => `@fontsource/${folder}`)]);
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) used.add(found[1]);
  }
  const parts = [...used].sort().map((name) => {
    const { version, license } = JSON.parse(text("node_modules", name, "package.json"));
    const terms = readdirSync(join(MODULES, name)).find((file) => /^licen[cs]e/i.test(file));
    return `${name} ${version}: ${license}\n\n${terms ? text("node_modules", name, terms).trim() : ""}`;
  });
  writeFileSync(join(DIST, "LICENSES.txt"), parts.join(`\n\n${"-".repeat(80)}\n\n`) + "\n");
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(join(DIST, "fonts"), { recursive: true });
icons();
fonts();
licences(await scripts());
