import temml from "temml";
import type { Plugin } from "vite";

/**
 * Replaces every tex`…` in the source by the string of its MathML, so that the page carries finished
 * formulas and no typesetting code. Write tex.block`…` for a formula on a line of its own.
 */
export function texToMathml(): Plugin {
  const template = /\btex(\.block)?`([^`]*)`/g;
  return {
    name: "tex-to-mathml",
    enforce: "pre",
    transform(code, id) {
      if (id.includes("node_modules") || !/\.tsx?$/.test(id.split("?")[0]) || !template.test(code))
        return null;
      template.lastIndex = 0;
      const replaced = code.replace(template, (_all, block: string | undefined, source: string) =>
        JSON.stringify(
          temml.renderToString(source, {
            displayMode: block !== undefined,
            throwOnError: true,
            annotate: false,
          }),
        ),
      );
      return { code: replaced, map: null };
    },
  };
}
