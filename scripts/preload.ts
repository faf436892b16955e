import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

/** Fonts that the first paint needs. */
const FONTS = /(inter|source-serif-4)-latin-wght-normal-.*\.woff2$/;
/** Scripts that are fetched together with the page's own script and run after the first paint. */
const NEXT_MODULE = /charts-grid\.tsx$/;

/** Adds preload links, so that the browser fetches early what it would otherwise discover late. */
export function preload(): Plugin {
  return {
    name: "preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        if (!bundle) return [];
        const files = Object.values(bundle);
        const fonts = files.filter(({ fileName }) => FONTS.test(fileName));
        const scripts = files.filter((file) => file.type === "chunk");
        const entry = scripts.find(({ isEntry }) => isEntry);
        const next = scripts.find(({ facadeModuleId }) => NEXT_MODULE.test(facadeModuleId ?? ""));
        if (fonts.length === 0 || !entry || !next)
          throw new Error("What is to be preloaded is not in the build.");
        const there = closure(entry, scripts);
        const modules = [...closure(next, scripts)].filter((script) => !there.has(script));
        return [
          ...fonts.map(({ fileName }) => link({ rel: "preload", as: "font", type: "font/woff2" }, fileName)),
          ...modules.map(({ fileName }) => link({ rel: "modulepreload" }, fileName)),
        ];
      },
    },
  };
}

const link = (attributes: Record<string, string>, fileName: string): HtmlTagDescriptor => ({
  tag: "link",
  attrs: { ...attributes, crossorigin: true, href: `./${fileName}` },
  injectTo: "head",
});

/** The script and all that it imports statically. */
function closure(
  script: Rolldown.OutputChunk,
  all: readonly Rolldown.OutputChunk[],
  seen = new Set<Rolldown.OutputChunk>(),
): Set<Rolldown.OutputChunk> {
  if (seen.has(script)) return seen;
  seen.add(script);
  for (const name of script.imports) {
    const next = all.find(({ fileName }) => fileName === name);
    if (next) closure(next, all, seen);
  }
  return seen;
}
