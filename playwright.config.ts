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
/**
 * Chromium heeds its last --disable-features alone. The first two are Chromium's own pages behind the address bar, which
 * cost two processes per context and more than half of the time that an empty page takes; the rest are Playwright's.
 */
const withoutFeatures = `--disable-features=${[
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "TcpPortRandomizationWin",
  "ThirdPartyStoragePartitioning",
].join()}`;
/** Chromium refuses to run as root inside its sandbox. */
const unboxed = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const launch = (args: readonly string[]) => ({
  launchOptions: {
    args: [...quiet, withoutFeatures, ...args],
    ...(chromium ? { executablePath: chromium } : {}),
  },
});

export default defineConfig({
  testDir: "tests/browser",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  globalTimeout: 40 * 60_000,
  // Tests wait as much as they compute: three at a time keep two cores busy.
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  // So that no worker is left with the rest of a long file at the end.
  fullyParallel: true,
  use: { baseURL: ADDRESS, screenshot: "only-on-failure" },
  projects: [
    // Its tests are the longest, so they come first; one at a time, since they compile most of the time and the page
    // gives WebGPU 30 seconds to be ready.
    {
      name: "webgpu",
      testMatch: "**/*.webgpu.spec.ts",
      workers: 1,
      // Software WebGPU, so that the shaders are tested on machines without a graphics card.
      use: launch(["--no-sandbox", "--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]),
    },
    { name: "wasm", testIgnore: "**/*.webgpu.spec.ts", use: launch(unboxed) },
  ],
  webServer: { command, url: ADDRESS, reuseExistingServer: false, timeout: 120_000 },
});
