import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, kept, test } from "./hosted-page";
import { builtSite, entryScript, nextRelease } from "./site-server";

// What the browser says of answers that are wrong.
test.use({ expectedComplaints: /Failed to load|MIME type|integrity|ServiceWorker|bad HTTP response/ });

const ENTRY = `assets/${entryScript(builtSite())}`;

const entryOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "");

/** The kept files that are HTML, apart from index.html, of all releases. */
const keptPages = (page: Page) =>
  page.evaluate(async () => {
    const wrong: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) {
        const text = await (await (await caches.open(name)).match(url))?.text();
        if (!url.endsWith("index.html") && text?.includes("<!doctype html>")) wrong.push(url);
      }
    return wrong;
  });

/** Replaces all kept scripts by HTML, as hosts did that answer so for a missing file. */
const poison = (page: Page) =>
  page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys())
        if (url.endsWith(".js"))
          await cache.put(
            url,
            new Response("<!doctype html><title>404</title>", { headers: { "Content-Type": "text/html" } }),
          );
    }
  });

test("the service worker knows the digest of every file of the release", async ({ host }) => {
  const worker = host.site.get("service-worker.js")?.toString() ?? "";
  for (const [name, content] of host.site) {
    if (name === "service-worker.js" || name.endsWith("CREDITS.md")) continue;
    expect(worker).toContain(createHash("sha256").update(content).digest("base64"));
  }
});

test("a host that answers a missing file with index.html spoils nothing, and the release is kept once it is whole", async ({
  host,
  lab,
  page,
}) => {
  const missing = [...host.site.keys()].find((name) => name.includes("assets/counterexample-")) ?? "";
  await page.goto("about:blank");
  host.asked.length = 0;
  host.fault = (name) => (name === missing ? "page" : undefined);
  await page.goto(host.address);
  await expect(lab.status("Step")).toContainText("step 0");
  // It is asked for five times, and the installation is given up.
  const asked = () => host.asked.filter((path) => path.endsWith(missing)).length;
  await expect.poll(asked, { timeout: 30_000 }).toBe(5);
  expect(await keptPages(page)).toEqual([]);
  host.fault = () => undefined;
  await page.reload();
  await kept(page);
  await host.stop();
  await page.getByRole("link", { name: "Counterexample" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /stops being unitary/ })).toBeVisible();
});

test("a kept release that is spoilt heals by itself: the next visit works, and the one after it offline", async ({
  host,
  lab,
  page,
}) => {
  await kept(page);
  await poison(page);
  expect((await keptPages(page)).length).toBeGreaterThan(50);
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await host.stop();
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  expect(await entryOf(page)).toContain(ENTRY);
});

for (const [what, fault] of [
  ["with index.html", "page"],
  ["with half of them", "half"],
] as const) {
  test(`a host that has the new page before its scripts, and answers ${what}: the old release opens`, async ({
    host,
    lab,
    page,
  }) => {
    await kept(page);
    const old = new Set(host.site.keys());
    host.site = nextRelease(host.site);
    host.fault = (name) => (name.startsWith("assets/") && !old.has(name) ? fault : undefined);
    await page.reload();
    await expect(lab.status("Step")).toContainText("step 0");
    expect(await entryOf(page)).toContain(ENTRY);
    host.fault = () => undefined;
    await expect(async () => {
      await page.reload();
      expect(await entryOf(page)).toContain("index-later.js");
    }).toPass();
  });
}

test("after a roll-back the tab of the older release is told nothing, and that of the newer one is", async ({
  host,
  lab,
  page,
  context,
}) => {
  const first = host.site;
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  host.site = nextRelease(first);
  const second = await context.newPage();
  await expect(async () => {
    await second.goto(host.address);
    expect(await entryOf(second)).toContain("index-later.js");
  }).toPass();
  const update = (tab: Page) => tab.getByRole("status", { name: "Update" });
  await expect(update(page)).toContainText("A new version is ready", { timeout: 60_000 });

  host.site = first;
  await second.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(update(second)).toContainText("A new version is ready", { timeout: 60_000 });
  await expect(update(page)).toHaveText("");
});
