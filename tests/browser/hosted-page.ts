import type { Page } from "@playwright/test";
import { test as base, expect } from "./clean-page";
import { LabPage } from "./lab-page";
import { builtSite, SiteServer } from "./site-server";

/** A page of the built site on its own host, under a sub-path. */
export const test = base.extend<{ host: SiteServer; lab: LabPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
  host: async ({}, use) => {
    const host = new SiteServer("/some/path/", builtSite());
    await host.start();
    await use(host);
    await host.stop();
  },
  site: ({ host }, use) => use(host.address),
  serviceWorker: true,
  lab: async ({ page, host }, use) => {
    await page.goto(host.address);
    await use(new LabPage(page));
  },
});

/** Waits until everything is cached and the service worker controls this page. */
export async function kept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => Boolean(navigator.serviceWorker.controller)), { timeout: 60_000 })
    .toBe(true);
}

export { expect, type LabPage };
