import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Plugin, runnerImport } from "vite";
import { cacheFolder } from "./cache-folder.mjs";
import { texToMathml } from "./tex-to-mathml.ts";

/** The query of an import, and the compiler options for it. */
const BUILDS = { "?asc": [], "?asc&fused": ["--enable", "relaxed-simd"] };
const OPTIONS = "-O3 --noAssert --enable simd --runtime stub --use abort= --disableWarning 112".split(" ");

const require = createRequire(import.meta.url);
const root = dirname(require.resolve("../package.json"));
const cache = join(cacheFolder(), "assemblyscript");

/**
 * Makes `import bytes from "./folder/index.ts?asc"`, or `?asc&fused` with relaxed SIMD, return WebAssembly as a
 * Uint8Array, compiled from that AssemblyScript entry, the other sources of its folder and those generated from the
 * engine's tables. The bytes are inlined in a script, which works in the page, in its workers and in Node.
 */
export function assemblyscript(): Plugin {
  return {
    name: "assemblyscript",
    enforce: "pre",
    load: {
      filter: { id: /\?asc(&fused)?$/ },
      async handler(id) {
        const [entry, suffix] = id.split(/(?=\?)/) as [string, keyof typeof BUILDS];
        const paths = await sourcesBeside(entry);
        for (const path of paths) this.addWatchFile(path);
        const sources = await Promise.all(
          paths.map(async (path) => [basename(path), await readFile(path, "utf8")] as const),
        );
        if (!maker || this.meta.watchMode) maker = loadMaker();
        const { module, dependencies } = await maker;
        for (const path of dependencies) this.addWatchFile(path);
        sources.push(["activation.ts", module.activationSource()]);
        const options = [...OPTIONS, ...BUILDS[suffix]];
        const base64 = (await compiled(basename(entry), sources, options)).toString("base64");
        return {
          code: `export default Uint8Array.from(atob("${base64}"), (c) => c.charCodeAt(0));`,
          moduleType: "js",
          map: null,
        };
      },
    },
  };
}

/** Loads the generator of the activations' source in the same way as the build loads the engine's tables. */
const loadMaker = () =>
  runnerImport<typeof import("./assembly-activation")>(join(root, "scripts", "assembly-activation.ts"), {
    configFile: false,
    logLevel: "error",
    plugins: [texToMathml()],
  });
/** The generator, loaded once per process unless files are watched for changes. */
let maker: ReturnType<typeof loadMaker> | undefined;

async function sourcesBeside(entry: string): Promise<string[]> {
  const names = await readdir(dirname(entry));
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(dirname(entry), name));
}

/** The name and the text of a source. */
type Source = readonly [name: string, text: string];

/** Compilations started in this process, by file, since the page and its workers are built at the same time. */
const begun = new Map<string, Promise<Buffer>>();

/**
 * Compiles, unless the same sources have been compiled by the same compiler before.
 * @param entry the name of one of the sources, all of which lie in one folder
 * @throws Error with the compiler's messages
 */
async function compiled(
  entry: string,
  sources: readonly Source[],
  options: readonly string[],
): Promise<Buffer> {
  const hash = createHash("sha256").update(require("assemblyscript/package.json").version);
  for (const part of [entry, ...options, ...sources.flat()]) hash.update(`\0${part}`);
  const file = join(cache, `${hash.digest("hex").slice(0, 32)}.wasm`);
  let bytes = begun.get(file);
  if (!bytes) {
    bytes = readFile(file).catch(() => compile(entry, sources, file, options));
    begun.set(file, bytes);
  }
  return bytes;
}

async function compile(
  entry: string,
  sources: readonly Source[],
  file: string,
  options: readonly string[],
): Promise<Buffer> {
  // Several processes may compile at once: each uses its own folder, which is moved into place when it is complete.
  const folder = `${file}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  try {
    for (const [name, text] of sources) await writeFile(join(folder, name), text);
    await promisify(execFile)(
      process.execPath,
      [
        require.resolve("assemblyscript/bin/asc.js"),
        join(folder, entry),
        "--outFile",
        join(folder, "out"),
        ...options,
      ],
      { cwd: root },
    );
    await rename(join(folder, "out"), file);
  } finally {
    await rm(folder, { recursive: true });
  }
  return readFile(file);
}
