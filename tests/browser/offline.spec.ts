import type { Page } from "@playwright/test";
import { expect, kept, type LabPage, test } from "./hosted-page";
import { builtSite, entryScript, nextRelease } from "./site-server";

const entryOf = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module]")?.src ?? "");

async function trains(lab: LabPage, step: number): Promise<void> {
  await lab.button("Play").click();
  await lab.reaches(step);
}

test("after one visit, everything works offline: lab, lesson, counterexample, texts, digits", async ({
  host,
  lab,
  page,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  await host.stop();

  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await trains(lab, 20);
  await expect(lab.figure("Loss")).toBeVisible();

  await page.getByRole("link", { name: "Why it works" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Why it works" })).toBeVisible();
  await page.getByRole("link", { name: "Counterexample" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /stops being unitary/ })).toBeVisible();

  for (const task of ["words", "digits"]) {
    await page.goto(`${host.address}?${task}#task=${task}&length=20&units=16`);
    await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
    await trains(lab, 5);
  }
});

test("a tab continues with its own release while a new one is installed, says so, and shows it when reloaded", async ({
  host,
  lab,
  page,
  context,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  const first = await entryOf(page);
  host.site = nextRelease(host.site);
  expect(host.site.has(`assets/${first.split("/").at(-1)}`)).toBe(false);

  // A second tab finds the new release, and the browser installs it in addition to the old one.
  const second = await context.newPage();
  // If that takes three seconds, the cached page is shown again.
  await expect(async () => {
    await second.goto(host.address);
    expect(await entryOf(second)).not.toBe(first);
  }).toPass();
  await expect(page.getByRole("status", { name: "Update" })).toContainText("A new version is ready", {
    timeout: 60_000,
  });
  await expect(second.getByRole("status", { name: "Update" })).toHaveText("");

  // The host no longer has the old chapters; the tab does.
  await page.getByRole("link", { name: "Why it works" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Why it works" })).toBeVisible();
  expect(await entryOf(page)).toBe(first);

  await page.getByRole("button", { name: "reload" }).click();
  // The page may be asked while it leaves.
  await expect(async () => expect(await entryOf(page)).toContain("index-later.js")).toPass();

  // No tab runs the old release any more, so the next page that opens deletes it.
  const caches = () => second.evaluate(() => globalThis.caches.keys());
  await expect(async () => {
    await second.reload();
    expect(await caches()).toEqual(["unitary-rnn-lab /some/path/ later"]);
  }).toPass();
});

test("on a network that delivers the new page but not its scripts, the old one opens", async ({
  host,
  lab,
  page,
}) => {
  await kept(page);
  const later = nextRelease(host.site);
  host.site = new Map([...later].filter(([name]) => !name.startsWith("assets/")));
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  expect(await entryOf(page)).toContain(entryScript(builtSite()));
});

test("everything is cached in advance except what only the benchmark's TensorFlow.js needs", async ({
  host,
  lab,
  page,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  const names = await page.evaluate(async () => {
    const [name] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => url.split("/").slice(-2).join("/"));
  });
  const left = [...host.site.keys()].filter((name) => !names.some((kept) => kept.endsWith(name)));
  const largest = [...host.site].filter(([name]) => name.startsWith("assets/") && name.endsWith(".js"));
  const [tensorflow] = largest.toSorted(([, one], [, other]) => other.length - one.length)[0];
  const expected = [
    tensorflow,
    "service-worker.js",
    "digits/CREDITS.md",
    "text/CREDITS.md",
    [...host.site.keys()].find((name) => name.includes("threaded-simd")),
  ];
  expect(left.sort()).toEqual(expected.sort());
});

test("an embedded page gets no service worker", async ({ host, page }) => {
  await page.goto(`${host.address}#embed`);
  await expect(page.getByRole("figure", { name: "Eigenvalues" })).toBeVisible();
  await page.waitForTimeout(4000);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test("the manifest makes the site installable, with icons of the sizes it states", async ({ host, page }) => {
  await page.goto(host.address);
  const cdp = await page.context().newCDPSession(page);
  const { errors, url } = await cdp.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(`${host.address}manifest.webmanifest`);
  await kept(page);
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
