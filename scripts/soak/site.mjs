import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build, preview } from "vite";
import { ensureChromium } from "../ensure-chromium.mjs";
import { ROOT } from "../project.mjs";
import { PROBE } from "./memory-probe.mjs";

/** Serves the training workers with the probe prepended to their program. */
const probed = {
  name: "memory-probe",
  configurePreviewServer({ middlewares }) {
    middlewares.use(({ url }, response, next) => {
      const [file] = /assets\/(training|lane|experiment)\.worker-[\w-]+\.js$/.exec(url) ?? [];
      if (!file) return next();
      response.setHeader("Content-Type", "text/javascript");
      response.end(PROBE + readFileSync(join(ROOT, "dist", file), "utf8"));
    });
  },
};

/**
 * Builds and serves the site, opens it in Chromium, and closes everything when the work is done.
 * @template Result
 * @param {string} hash
 * @param {(page: import("@playwright/test").Page) => Promise<Result>} work
 * @param {readonly string[]} flags of the Chromium
 */
export async function onSite(hash, work, flags = []) {
  process.chdir(ROOT);
  await build({ logLevel: "warn" });
  const server = await preview({ logLevel: "error", preview: { port: 0 }, plugins: [probed] });
  const unboxed = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [...unboxed, ...flags],
  });
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    await page.goto(`${server.resolvedUrls.local[0]}${hash}`);
    return await work(page);
  } finally {
    await browser.close();
    await server.close();
  }
}
