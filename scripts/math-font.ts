import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";
import type { Plugin } from "vite";
import { cacheFolder } from "./cache-folder.mjs";
import { formulasOf } from "./tex-to-mathml.ts";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const WHOLE = join(ROOT, "node_modules/@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2");
const CACHE = join(cacheFolder(), "math-font");

/**
 * Generates `math-font.woff2` for the style sheets: STIX Two Math with only the characters of the project's formulas, a
 * twentieth of the font, and the OpenType table MATH that the browser needs to typeset them.
 */
export function mathFont(): Plugin {
  return {
    name: "math-font",
    enforce: "pre",
    async config() {
      const font = await subsetFont(readFileSync(WHOLE), formulaCharacters(), { targetFormat: "woff2" });
      mkdirSync(CACHE, { recursive: true });
      const file = join(CACHE, "stix-two-math.woff2");
      // Replaced atomically, because another process may be reading it.
      writeFileSync(`${file}.${process.pid}`, font);
      renameSync(`${file}.${process.pid}`, file);
      return { resolve: { alias: { "math-font.woff2": file } } };
    },
  };
}

/** Every character in the formulas under src, including the italic form of single letters. */
export function formulaCharacters(): string {
  const shown = new Set<string>();
  for (const file of readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(file)) continue;
    for (const mathml of formulasOf(readFileSync(join(ROOT, "src", file), "utf8"))) {
      const text = mathml
        .replace(/<[^>]*>/g, "")
        .replaceAll("&lt;", "<")
        .replaceAll("&amp;", "&");
      for (const character of text) {
        shown.add(character);
        const slanted = italic(character);
        if (slanted) shown.add(slanted);
      }
      if (/<msqrt|<mroot/.test(mathml)) shown.add("√");
    }
  }
  return [...shown].sort().join("");
}

/** Unicode's mathematical italic letters, with which MathML renders names of one letter. */
const ITALICS = [
  { first: "A", last: "Z", at: 0x1d434 },
  { first: "a", last: "z", at: 0x1d44e },
  { first: "Α", last: "Ω", at: 0x1d6e2 },
  { first: "α", last: "ω", at: 0x1d6fc },
] as const;

function italic(character: string): string | undefined {
  // Two letters have other code points.
  if (character === "h") return "ℎ";
  if (character === "∂") return "𝜕";
  const range = ITALICS.find(({ first, last }) => first <= character && character <= last);
  return (
    range &&
    String.fromCodePoint(range.at + (character.codePointAt(0) ?? 0) - (range.first.codePointAt(0) ?? 0))
  );
}
