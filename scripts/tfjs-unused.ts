import type { Plugin } from "vite";

/** An empty class in place of one that stores models; when TensorFlow.js loads, only its scheme is read. */
const store = (name: string, scheme: string) =>
  `export class ${name} {}\n${name}.URL_SCHEME = "${scheme}";\nexport class ${name}Manager {}`;

/**
 * Modules of TensorFlow.js that register something when they load, which no worker uses, and the code that replaces them:
 * its optimisers, for models that are read from files, and the stores of such files.
 */
const UNUSED: Readonly<Record<string, string>> = {
  "optimizers/register_optimizers": "export function registerOptimizers() {}",
  "io/local_storage": store("BrowserLocalStorage", "localstorage://"),
  "io/indexed_db": store("BrowserIndexedDB", "indexeddb://"),
};

const MODULE = /[/\\]@tensorflow[/\\]tfjs-core[/\\]dist[/\\](.+)\.js$/;

/** Leaves out of a worker the parts of TensorFlow.js that register themselves and are not used. */
export const withoutUnusedTfjs = (): Plugin => ({
  name: "tfjs-unused",
  load: (id) => UNUSED[MODULE.exec(id)?.[1].replaceAll("\\", "/") ?? ""],
});
