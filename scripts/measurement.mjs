import { rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { build } from "vite";
import { cacheFolder } from "./cache-folder.mjs";
import { ROOT } from "./project.mjs";

// Node 20 needs a flag for relaxed SIMD, with which numbers round as in a browser that has it.
if (Number.parseInt(process.versions.node, 10) < 21) setFlagsFromString("--experimental-wasm-relaxed-simd");

/**
 * Loads scripts/<name>.ts, built for Node with the page's build, since it is TypeScript with TeX in it.
 * @param {string} name
 */
export async function load(name) {
  // Each process has its own folder, since several may start at the same time. It is needed until the process ends.
  const outDir = join(cacheFolder(), `${name}-${hostname()}-${process.pid}`);
  process.once("exit", () => rmSync(outDir, { recursive: true, force: true }));
  await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    // The other loaders write the configuration, bundled, into the project.
    configLoader: "runner",
    logLevel: "warn",
    // Their modules are written for bundlers: Node would not resolve their imports.
    ssr: { noExternal: [/tfjs-backend-webgpu/, /tfjs-backend-cpu/] },
    build: {
      ssr: `scripts/${name}.ts`,
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      rollupOptions: {
        output: { entryFileNames: `${name}.mjs` },
        // What the page loads late may be in one part with the rest here.
        checks: { ineffectiveDynamicImport: false },
      },
    },
  });
  return import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
}

/**
 * Runs a command's main function; an error is printed as a sentence, and the exit code is 1.
 * @param {() => Promise<void>} main
 */
export function run(main) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
