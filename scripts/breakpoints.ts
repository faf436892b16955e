import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** Holds the definitions of all breakpoints. */
const FILE = "src/ui/breakpoints.css";

/** Adds the breakpoints to each style sheet; Lightning CSS then replaces their names by their conditions. */
export function breakpoints(): Plugin {
  return {
    name: "breakpoints",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/.*\.css$/ },
      handler(code) {
        this.addWatchFile(FILE);
        return { code: `${code}\n${readFileSync(FILE, "utf8")}`, map: null };
      },
    },
  };
}
