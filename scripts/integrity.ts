import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { digestOf, isSite, scriptOf } from "./site-build.ts";

/**
 * The addresses by which index.html names the script that watches the start. The browser fetches the second one, which is the
 * same, only if the first was lost, and the third one anyway, if the copy that it keeps is damaged.
 */
const copies = (script: string) => [script, script, `${script}?again`];

/**
 * Writes the digests of the scripts and style sheets of index.html into it, so that a damaged one fails instead of half-working,
 * and adds the script that then fetches it again.
 */
export function integrity(): Plugin {
  return {
    name: "integrity",
    apply: isSite,
    enforce: "post",
    generateBundle: {
      order: "post",
      async handler(_options, bundle) {
        const code = await scriptOf("start.ts");
        const start = `assets/start-${createHash("sha256").update(code).digest("hex").slice(0, 8)}.js`;
        this.emitFile({ type: "asset", fileName: start, source: code });
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("The build has no index.html.");
        const tags = copies(start).map((file) => `    <script crossorigin src="./${file}"></script>\n`);
        page.source = String(page.source)
          .replace(/ *<\/body>/, (end) => tags.join("") + end)
          .replace(
            /<(?:script|link)\b[^>]*\b(?:src|href)="\.\/(assets\/[^"?]+\.(?:js|css))(?:\?\w+)?"/g,
            (tag, file) => {
              const part = bundle[file];
              const content = file === start ? code : part.type === "chunk" ? part.code : part.source;
              return `${tag} integrity="${digestOf(content)}"`;
            },
          );
      },
    },
  };
}
