import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { assemblyscript } from "./scripts/assemblyscript.ts";
import { breakpoints } from "./scripts/breakpoints.ts";
import { contentSecurityPolicy } from "./scripts/content-security-policy.ts";
import { integrity } from "./scripts/integrity.ts";
import { licences } from "./scripts/licences.ts";
import { mathFont } from "./scripts/math-font.ts";
import { offline } from "./scripts/offline.ts";
import { preload } from "./scripts/preload.ts";
import { texToMathml } from "./scripts/tex-to-mathml.ts";
import { tfjsKernels } from "./scripts/tfjs-kernels.ts";
import { withoutUnusedTfjs } from "./scripts/tfjs-unused.ts";

const shipped = licences();
/** The texts of all licences are shipped as one file: hundreds of copies of their heads would travel to every worker. */
const output = { comments: { legal: false } };
/** How long each plugin took is printed as a warning, which is none. */
const rolldownOptions = { checks: { bundlerTimings: false }, output };
/**
 * What the page loads first is one script: left to itself the bundler cuts it into pieces, by which later parts use it, and
 * small pieces compress badly.
 */
const page = {
  ...rolldownOptions,
  output: { ...output, codeSplitting: { groups: [{ name: "page", tags: ["$initial" as const] }] } },
};
const withoutNetwork = offline();

export default defineConfig({
  base: "./",
  // Without it a missing file is answered with index.html.
  appType: "mpa",
  plugins: [
    react(),
    breakpoints(),
    texToMathml(),
    mathFont(),
    assemblyscript(),
    tfjsKernels(),
    preload(),
    contentSecurityPolicy(),
    shipped.site,
    integrity(),
    withoutNetwork.site,
  ],
  // Lightning CSS knows @custom-media; grid areas keep their names, which style attributes and other sheets use.
  css: {
    transformer: "lightningcss",
    lightningcss: { drafts: { customMedia: true }, cssModules: { grid: false } },
  },
  worker: {
    format: "es",
    plugins: () => [
      texToMathml(false),
      assemblyscript(),
      tfjsKernels(),
      withoutUnusedTfjs(),
      shipped.workers,
      withoutNetwork.workers,
    ],
    rolldownOptions,
  },
  build: {
    target: "es2022",
    // One style sheet, whose digest index.html has: half of one would leave its part of the page unstyled without a word.
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: page,
  },
  preview: { host: "127.0.0.1" },
  test: {
    include: ["tests/unit/**/*.test.ts", "tests/golden/**/*.test.ts", "tests/fuzz/**/*.test.ts"],
    // One core per worker: by itself Vitest leaves one idle.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node 20 knows relaxed SIMD, by which products are fused, but must be told to.
    execArgv: Number.parseInt(process.versions.node, 10) < 21 ? ["--experimental-wasm-relaxed-simd"] : [],
  },
});
