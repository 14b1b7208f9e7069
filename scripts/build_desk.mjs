// Builds what pages load besides themselves: one script, a script for each sort of picture, the map, and the fonts with
// their style. The output is never committed.
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { region } from "./build_region.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "src/egnatia/web/static/built");
const fresh = `${target}.new`;
const WEIGHTS = [400, 600];
const FAMILIES = [
  ["noto-sans", ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "greek-ext"]],
  ["noto-sans-arabic", ["arabic"]],
];

/** Copy the files of one subset and weight, and return its @font-face: the browser loads it when a letter needs it. */
async function font(family, subset, weight) {
  const from = join(root, "node_modules/@fontsource", family);
  const css = await readFile(join(from, `${weight}.css`), "utf8");
  const name = `${family}-${subset}-${weight}-normal.woff2`;
  const face = css.match(/@font-face\s*{[^}]*}/g).find((found) => found.includes(`/${name}`));
  if (!face) throw new Error(`${family} has no ${subset} of weight ${weight}`);
  await cp(join(from, "files", name), join(fresh, "fonts", name));
  return face.replace(/src:[^;]*;/, `src: url("fonts/${name}") format("woff2");`);
}

await rm(fresh, { recursive: true, force: true });
await mkdir(join(fresh, "fonts"), { recursive: true });
const faces = [];
for (const [family, subsets] of FAMILIES) {
  for (const subset of subsets) for (const weight of WEIGHTS) faces.push(await font(family, subset, weight));
  await cp(join(root, "node_modules/@fontsource", family, "LICENSE"), join(fresh, "fonts", `${family}.LICENSE`));
}
await writeFile(join(fresh, "fonts.css"), `${faces.join("\n")}\n`);
const land = JSON.stringify(await region(join(root, "node_modules/world-atlas/countries-50m.json")));
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(["desk", "graph", "map"].map((name) => [name, `src/egnatia/web/scripts/${name}.ts`])),
  plugins: [
    {
      name: "region",
      setup: (esbuild) => {
        esbuild.onResolve({ filter: /^egnatia:region$/ }, ({ path }) => ({ path, namespace: "region" }));
        esbuild.onLoad({ filter: /.*/, namespace: "region" }, () => ({ contents: land, loader: "json" }));
      },
    },
  ],
  outdir: fresh,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "linked",
  logLevel: "warning",
});
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
