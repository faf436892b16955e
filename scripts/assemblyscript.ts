import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Plugin } from "vite";

/** What an import asks for, and what it takes of the compiler. */
const BUILDS = { "?asc": [], "?asc&fused": ["--enable", "relaxed-simd"] };
const OPTIONS = "-O3 --noAssert --enable simd --runtime stub --use abort= --disableWarning 112".split(" ");

const require = createRequire(import.meta.url);
const root = dirname(require.resolve("../package.json"));
const cache = join(root, "node_modules", ".cache", "assemblyscript");

/**
 * Makes `import bytes from "./folder/index.ts?asc"`, or `?asc&fused` with relaxed SIMD, the WebAssembly, as a
 * Uint8Array, of that AssemblyScript entry and the other sources of its folder. The bytes stand in a script: the same
 * in the page, in its workers and in Node.
 */
export function assemblyscript(): Plugin {
  return {
    name: "assemblyscript",
    enforce: "pre",
    load: {
      filter: { id: /\?asc(&fused)?$/ },
      async handler(id) {
        const [entry, suffix] = id.split(/(?=\?)/) as [string, keyof typeof BUILDS];
        const sources = await sourcesBeside(entry);
        for (const source of sources) this.addWatchFile(source);
        const base64 = (await compiled(entry, sources, [...OPTIONS, ...BUILDS[suffix]])).toString("base64");
        return {
          code: `export default Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0));`,
          moduleType: "js",
          map: null,
        };
      },
    },
  };
}

async function sourcesBeside(entry: string): Promise<string[]> {
  const names = await readdir(dirname(entry));
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(dirname(entry), name));
}

/** Compilations that this process has begun, by file: the page and each of its workers are built at the same time. */
const begun = new Map<string, Promise<Buffer>>();

/** Compiles, unless these very sources were compiled by this compiler before. @throws Error with its messages */
async function compiled(entry: string, sources: string[], options: string[]): Promise<Buffer> {
  const hash = createHash("sha256").update(require("assemblyscript/package.json").version);
  for (const part of [entry, ...options]) hash.update(`\0${part}`);
  for (const source of sources) hash.update(`\0${source}\0`).update(await readFile(source));
  const file = join(cache, `${hash.digest("hex").slice(0, 32)}.wasm`);
  let bytes = begun.get(file);
  if (!bytes) {
    bytes = readFile(file).catch(() => compile(entry, file, options));
    begun.set(file, bytes);
  }
  return bytes;
}

async function compile(entry: string, file: string, options: string[]): Promise<Buffer> {
  await mkdir(cache, { recursive: true });
  // Several processes may compile at once: each to a file of its own, moved into place when it is whole.
  const own = `${file}.${process.pid}`;
  await promisify(execFile)(
    process.execPath,
    [require.resolve("assemblyscript/bin/asc.js"), entry, "--outFile", own, ...options],
    { cwd: root },
  );
  await rename(own, file);
  return readFile(file);
}
