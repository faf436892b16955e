import type { Plugin } from "vite";

/** A class of TensorFlow.js that stores models, of which only the names are asked for when it loads. */
const store = (name: string, scheme: string) =>
  `export class ${name} {}\n${name}.URL_SCHEME = "${scheme}";\nexport class ${name}Manager {}`;

/**
 * What TensorFlow.js registers as soon as it loads and no worker uses, by the module’s path: its optimisers, for models that
 * are read from files, and the stores of such files. In its place stands what its importers need to load.
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
