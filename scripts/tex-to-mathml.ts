import temml from "temml";
import type { Plugin } from "vite";

const TEMPLATE = /\btex(\.block)?`([^`]*)`/g;

const mathml = (source: string, displayMode: boolean): string =>
  temml.renderToString(source, { displayMode, throwOnError: true, annotate: false });

/** Converts every formula in a source file to MathML. */
export const formulasOf = (code: string): string[] =>
  Array.from(code.matchAll(TEMPLATE), ([, block, source]) => mathml(source, block !== undefined));

/**
 * Replaces every tex`…` in the source by its MathML as a string, so that the page needs no typesetting code. Use
 * tex.block`…` for a displayed formula.
 * @param shown false in workers, which show no formula: the strings are then empty
 */
export function texToMathml(shown = true): Plugin {
  return {
    name: "tex-to-mathml",
    enforce: "pre",
    transform(code, id) {
      if (id.includes("node_modules") || !/\.tsx?$/.test(id.split("?")[0]) || code.search(TEMPLATE) < 0)
        return null;
      const replaced = code.replace(TEMPLATE, (_all, block: string | undefined, source: string) =>
        shown ? JSON.stringify(mathml(source, block !== undefined)) : '""',
      );
      return { code: replaced, map: null };
    },
  };
}
