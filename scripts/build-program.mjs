import { join } from "node:path";
import { build } from "vite";
import { ROOT } from "./project.mjs";

/** Builds scripts/<name>.ts for Node into a folder: node scripts/build-program.mjs <name> <folder>. */
const [, , name, outDir] = process.argv;

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
