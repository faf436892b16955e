import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT } from "./project.mjs";

/*
 * npm run presets                    measures every preset and prints a Markdown table
 * npm run presets -- remember        measures some of them
 * npm run presets -- --write         also puts the table into docs/mathematics.md
 */

const BEGIN = "<!-- presets:begin -->";
const END = "<!-- presets:end -->";
const DOCUMENT = join(ROOT, "docs/mathematics.md");

const options = process.argv.slice(2);
const write = options.includes("--write");
const ids = options.filter((option) => !option.startsWith("--"));
const unknown = options.filter((option) => option.startsWith("--") && option !== "--write");

/** @returns {string} the document's text, once it is known to have a place for the table */
function documentWithPlace() {
  const text = readFileSync(DOCUMENT, "utf8");
  if (text.indexOf(BEGIN) < 0 || text.indexOf(END) < text.indexOf(BEGIN)) {
    throw new Error(`docs/mathematics.md needs the lines ${BEGIN} and ${END}, with the table between them.`);
  }
  return text;
}

async function main() {
  if (unknown.length > 0) throw new Error(`${unknown.join(", ")} is not an option; --write is the only one.`);
  if (write && ids.length > 0)
    throw new Error("--write is for the whole table: leave the presets' names out.");
  if (write) documentWithPlace();
  const outDir = join(ROOT, "node_modules/.cache/presets");
  // The program is TypeScript with TeX in it, as the page is, so the page's own build makes it ready for Node.
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    logLevel: "warn",
    build: {
      ssr: "scripts/measure-presets.ts",
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      rollupOptions: { output: { entryFileNames: "measure-presets.mjs" } },
    },
  });
  const { measurePresets } = await import(pathToFileURL(join(outDir, "measure-presets.mjs")).href);
  const table = await measurePresets({ ids, publicFolder: join(ROOT, "public"), progress: console.error });
  console.log(table);
  if (!write) return;
  const text = documentWithPlace();
  const [before, after] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
  writeFileSync(DOCUMENT, `${before}\n\n${table}\n\n${after}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
