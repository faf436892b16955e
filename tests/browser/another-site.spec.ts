import { expect, kept, test } from "./hosted-page";
import type { Fault, Site } from "./site-server";

test.use({ expectedComplaints: /Failed to load|ServiceWorker|bad HTTP response|MIME type/ });

/** Another site's page, and a file of a name that the lab has too. */
const ANOTHER: Site = new Map([
  [
    "index.html",
    Buffer.from('<!doctype html><title>Another</title><h1>Another site</h1><img src="icon.svg">'),
  ],
  ["icon.svg", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="77" height="9"/>')],
]);

const registrations = () => navigator.serviceWorker.getRegistrations().then(({ length }) => length);
const cacheNames = () => caches.keys();

for (const [what, fault, heading] of [
  ["at once", () => undefined, "Another site"],
  [
    "after four seconds",
    (name: string) => (name === "index.html" ? { after: 4000 } : undefined),
    "Another site",
  ],
  ["after four seconds each time", () => ({ after: 4000 }), "Another site"],
] as readonly [string, (name: string) => Fault | undefined, string][]) {
  test(`another site at the same port that answers ${what} is shown, and the lab's copy goes`, async ({
    host,
    page,
    lab,
  }) => {
    await expect(lab.status("Step")).toContainText("step 0");
    await kept(page);
    host.site = ANOTHER;
    host.fault = fault;
    await page.reload();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expect(lab.status("Step")).toHaveCount(0);
    await expect.poll(() => page.evaluate(registrations), { timeout: 30_000 }).toBe(0);
    await expect.poll(() => page.evaluate(cacheNames)).toEqual([]);
    host.fault = () => undefined;
    await page.reload();
    await expect
      .poll(() => page.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(77);
  });
}

test("another site at the same port that answers with errors is shown as it is", async ({
  host,
  page,
  lab,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  host.fault = () => ({ status: 500 });
  const answer = await page.reload();
  expect(answer?.status()).toBe(500);
  // An error may pass: nothing is deleted.
  host.fault = () => undefined;
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  await expect.poll(() => page.evaluate(registrations)).toBe(1);
});

test("a network that answers everything with its own page is shown, and the lab's copy stays", async ({
  host,
  page,
  lab,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  const own = host.site;
  host.site = ANOTHER;
  host.fault = () => "page";
  await page.reload();
  await expect(page.getByRole("heading", { name: "Another site" })).toBeVisible();
  await host.stop();
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  [host.site, host.fault] = [own, () => undefined];
  await host.start();
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  await expect.poll(() => page.evaluate(registrations)).toBe(1);
});

for (const [what, fault] of [
  ["does not answer for the page", (name: string) => (name === "index.html" ? { after: 60_000 } : undefined)],
  [
    "answers for the page with an error",
    (name: string) => (name === "index.html" ? { status: 502 } : undefined),
  ],
] as readonly [string, (name: string) => Fault | undefined][]) {
  test(`if the lab's host ${what}, the kept lab opens`, async ({ host, page, lab }) => {
    await expect(lab.status("Step")).toContainText("step 0");
    await kept(page);
    host.fault = fault;
    await page.reload();
    await expect(lab.status("Step")).toContainText("step 0");
  });
}
