import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { type Plugin, runnerImport } from "vite";
import { texToMathml } from "./tex-to-mathml.ts";

/** What an import asks for, and what it takes of the compiler. */
const BUILDS = { "?asc": [], "?asc&fused": ["--enable", "relaxed-simd"] };
const OPTIONS = "-O3 --noAssert --enable simd --runtime stub --use abort= --disableWarning 112".split(" ");

const require = createRequire(import.meta.url);
const root = dirname(require.resolve("../package.json"));
const cache = join(root, "node_modules", ".cache", "assemblyscript");

/**
 * Makes `import bytes from "./folder/index.ts?asc"`, or `?asc&fused` with relaxed SIMD, the WebAssembly, as a
 * Uint8Array, of that AssemblyScript entry, the other sources of its folder and those that are made from the engine's
 * tables. The bytes stand in a script: the same in the page, in its workers and in Node.
 */
export function assemblyscript(): Plugin {
  return {
    name: "assemblyscript",
    enforce: "pre",
    async load(id) {
      const [entry, suffix] = id.split(/(?=\?)/);
      if (!isBuild(suffix)) return null;
      const paths = await sourcesBeside(entry);
      for (const path of paths) this.addWatchFile(path);
      const sources = await Promise.all(
        paths.map(async (path) => [basename(path), await readFile(path, "utf8")] as const),
      );
      const { module, dependencies } = await activationMaker();
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
  };
}

/** What makes the source of the activations, loaded as the build loads the engine's tables. */
const activationMaker = () =>
  runnerImport<typeof import("./assembly-activation")>(join(root, "scripts", "assembly-activation.ts"), {
    configFile: false,
    logLevel: "error",
    plugins: [texToMathml()],
  });

const isBuild = (suffix: string): suffix is keyof typeof BUILDS => suffix in BUILDS;

async function sourcesBeside(entry: string): Promise<string[]> {
  const names = await readdir(dirname(entry));
  return names
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(dirname(entry), name));
}

/**
 * Compiles, unless these very sources were compiled by this compiler before.
 * @param entry the name of one of the sources, all of which lie in one folder
 * @throws Error with its messages
 */
async function compiled(
  entry: string,
  sources: readonly (readonly [name: string, text: string])[],
  options: readonly string[],
): Promise<Buffer> {
  const hash = createHash("sha256").update(require("assemblyscript/package.json").version);
  for (const part of [entry, ...options, ...sources.flat()]) hash.update(`\0${part}`);
  const file = join(cache, `${hash.digest("hex").slice(0, 32)}.wasm`);
  const known = await readFile(file).catch(() => undefined);
  if (known) return known;
  // Several builds may compile at once: each in a folder of its own, and moved into place when it is whole.
  const folder = `${file}.${process.pid}-${performance.now()}`;
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
