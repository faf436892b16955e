import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT } from "./project.mjs";

/*
 * npm run soak:rules                 20,000 steps of every rule that keeps W unitary; prints a Markdown table
 * npm run soak:rules -- --write      also puts the table into docs/mathematics.md
 *
 * The exit code is 1 where a rule does not keep its promise.
 */

const BEGIN = "<!-- soak:begin -->";
const END = "<!-- soak:end -->";
const DOCUMENT = join(ROOT, "docs/mathematics.md");
const OPTIONS = { units: 64, steps: 20_000, every: 500, minutes: 6 };

const options = process.argv.slice(2);
const write = options.includes("--write");
const unknown = options.filter((option) => option !== "--write");

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
  if (write) documentWithPlace();
  const outDir = join(ROOT, "node_modules/.cache/soak-rules");
  // The program is TypeScript with TeX in it, as the page is, so the page's own build makes it ready for Node.
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    logLevel: "warn",
    build: {
      ssr: "scripts/soak-rules.ts",
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      rollupOptions: { output: { entryFileNames: "soak-rules.mjs" } },
    },
  });
  const { soakRules } = await import(pathToFileURL(join(outDir, "soak-rules.mjs")).href);
  const { table, kept } = await soakRules(OPTIONS, console.error);
  console.log(table);
  if (!kept) process.exitCode = 1;
  if (!write) return;
  const text = documentWithPlace();
  const [before, after] = [text.slice(0, text.indexOf(BEGIN) + BEGIN.length), text.slice(text.indexOf(END))];
  writeFileSync(DOCUMENT, `${before}\n\n${table}\n\n${after}`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
