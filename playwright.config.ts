import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/find-chromium.mjs";
import "./scripts/tex-as-written.ts";

const PORT = Number(process.env.LAB_PORT ?? 4199);
const ADDRESS = `http://127.0.0.1:${PORT}/`;
const VITE = "node node_modules/vite/bin/vite.js";
const serve = `${VITE} preview --host 127.0.0.1 --port ${PORT} --strictPort`;
/** `npm test` has built the page just before. */
const command = process.env.LAB_BUILT ? serve : `${VITE} build --logLevel warn && ${serve}`;

const chromium = findChromium();
/** Nothing but the page: Chromium's own traffic would disturb tests of “no network”. */
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Chromium refuses to run as root inside its sandbox. */
const unboxed = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const launch = (args: readonly string[]) => ({
  launchOptions: { args: [...quiet, ...args], ...(chromium ? { executablePath: chromium } : {}) },
});

export default defineConfig({
  testDir: "tests/browser",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  globalTimeout: 25 * 60_000,
  // Tests wait more than they compute: two at a time leave either of two cores enough.
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  use: { baseURL: ADDRESS },
  projects: [
    { name: "wasm", testIgnore: "**/*.webgpu.spec.ts", use: launch(unboxed) },
    {
      name: "webgpu",
      testMatch: "**/*.webgpu.spec.ts",
      // Software WebGPU, so that the shaders are tested on machines without a graphics card.
      use: launch(["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]),
    },
  ],
  webServer: { command, url: ADDRESS, reuseExistingServer: false, timeout: 120_000 },
});
