import { readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import type { BrowserContext, Page } from "@playwright/test";
import { readResults } from "../../src/experiments/results-file";
import { expect, type FaultyLab, test } from "./faults-page";
import { LabPage } from "./lab-page";
import { savedEntries } from "./saved-entries";
import { builtSite, SiteServer } from "./site-server";

const PLAN = {
  format: "unitary-rnn-lab/plan",
  version: 1,
  name: "Kept",
  asks: "Is it kept?",
  settings: { task: "copying", length: 8, recall: 2, alphabet: 3, units: 8, batch: 4, steps: 40 },
  networks: [{ name: "RNN", rule: "none", init: "uniform" }],
  grid: { seed: [1, 2, 3] },
};
const RUNS = ["unitary-rnn-lab", "runs"] as const;
const RESULTS = ["unitary-rnn-lab-experiments", "experiments"] as const;

const runs = (page: Page) => page.getByRole("status", { name: "Runs" });
const notKept = (page: Page) => page.getByRole("status", { name: "Not kept" });
const keysOf = async (page: Page, of: readonly [string, string]) =>
  (await savedEntries<unknown>(page, ...of)).evaluate((all) => all.map(([key]) => key).sort());

async function openPlan({ page }: FaultyLab): Promise<void> {
  await page.goto("/#screen=experiments");
  await page.getByLabel("Results or plan to open").setInputFiles({
    name: "plan.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(PLAN)),
  });
  await expect(page.getByRole("heading", { name: "Kept", exact: true })).toBeVisible();
}

async function runPlan(lab: FaultyLab): Promise<void> {
  await lab.button("Run").click();
  await expect(runs(lab.page)).toHaveText("3 of 3 runs", { timeout: 60_000 });
}

/** Puts a value into one of the page's stores. */
const put = (page: Page, [database, store]: readonly [string, string], key: string, value: unknown) =>
  page.evaluate(
    ([database, store, key, value]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(database as string);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(store as string, "readwrite");
          transaction.objectStore(store as string).put(value, key as string);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [database, store, key, value] as const,
  );

test("rows that a full storage does not take are said, and are saved as soon as there is room", async ({
  lab,
  site,
}) => {
  const { page } = lab;
  const cdp = await page.context().newCDPSession(page);
  const { origin } = new URL(site);
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  await openPlan(lab);
  await runPlan(lab);
  await expect(notKept(page)).toHaveText(
    "The browser does not keep results here (its storage is full). 3 finished runs are only on this page: save them with JSON; Open results shows them again.",
  );
  await cdp.send("Storage.overrideQuotaForOrigin", { origin });
  // It is tried again after a while.
  await expect(notKept(page)).toHaveCount(0, { timeout: 60_000 });
  await page.reload();
  await expect(runs(page)).toHaveText("3 of 3 runs");
});

for (const [how, script] of [
  [
    "refuses storage",
    `IDBFactory.prototype.open = () => { throw new DOMException("The user denied permission", "SecurityError"); };`,
  ],
  ["has none, as in a private window", `Object.defineProperty(window, "indexedDB", { value: undefined });`],
] as const)
  test(`where the browser ${how}, the screen says so, and a saved file brings the rows back`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.addInitScript(script);
    await openPlan(lab);
    await expect(notKept(page)).toHaveText(
      "The browser does not keep results here (it does not allow storage here). Before you leave this page, save finished runs with JSON; Open results shows them again.",
    );
    await runPlan(lab);
    await expect(notKept(page)).toContainText("3 finished runs are only on this page");
    const waiting = page.waitForEvent("download");
    await lab.button("JSON").click();
    const file = await (await waiting).path();
    expect(readResults(await readFile(file, "utf8")).rows).toHaveLength(3);
    await page.reload();
    await expect(runs(page)).not.toHaveText("3 of 3 runs");
    await page.getByLabel("Results or plan to open").setInputFiles(file);
    await expect(runs(page)).toHaveText("3 of 3 runs");
  });

test("the run of an open tab is never deleted, however many newer ones there are of closed tabs", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  const hash = "#backend=wasm&length=10&steps=30";
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps();
  const [own] = await keysOf(page, RUNS);
  // Eight runs of closed tabs, all newer.
  await page.evaluate(
    ([database, store]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(database);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(store, "readwrite");
          const all = transaction.objectStore(store);
          const request = all.getAll();
          request.onsuccess = () => {
            const [entry] = request.result;
            for (let i = 1; i <= 8; i++) all.put({ ...entry, at: entry.at + i }, `closed ${i}`);
          };
          transaction.oncomplete = () => resolve();
        };
      }),
    RUNS,
  );
  const other = await context.newPage();
  await other.goto("/#backend=wasm&length=11&steps=30");
  await expect
    .poll(() => keysOf(page, RUNS))
    .toEqual(["closed 5", "closed 6", "closed 7", "closed 8", own].sort());
  await page.reload();
  await expect(page.getByRole("region", { name: "Kept run" })).toContainText("step 30");
});

test("what an older release has kept and this one cannot read is deleted, but nothing of a newer one", async ({
  lab,
}) => {
  const { page } = lab;
  await openPlan(lab);
  await runPlan(lab);
  await expect
    .poll(async () => (await keysOf(page, RESULTS)).filter((key) => key.startsWith("row ")).length)
    .toBe(3);
  await put(page, RESULTS, "row of an older form", { id: 1 });
  await put(page, RESULTS, "checkpoint of an older form", { step: 1 });
  await put(page, RESULTS, "something else", 1);
  await put(page, RUNS, "older", { version: 2, at: 1 });
  await put(page, RUNS, "newer", { version: 1000, at: 1 });
  await page.reload();
  await expect(runs(page)).toHaveText("3 of 3 runs");
  await expect
    .poll(async () => (await keysOf(page, RESULTS)).filter((key) => /older form|something/.test(key)))
    .toEqual([]);
  await expect.poll(() => keysOf(page, RUNS)).toEqual(["newer"]);
  await expect
    .poll(async () => (await keysOf(page, RESULTS)).filter((key) => key.startsWith("row ")).length)
    .toBe(3);
});

/** A page of the site that is not the lab. */
async function otherPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  await page.goto("/icon.svg");
  return page;
}

/** Opens the runs' database from another page of the site, as another release would; it may have to wait for the lab's last write. */
const openOther = (page: Page, version: number) =>
  page.evaluate(
    ([database, version]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open(database as string, version as number);
        opening.onupgradeneeded = () => {
          if (opening.result.objectStoreNames.length === 0) opening.result.createObjectStore("runs");
        };
        opening.onsuccess = () => {
          Object.assign(window, { held: opening.result });
          resolve();
        };
      }),
    [RUNS[0], version] as const,
  );

test("a newer release with another form of storage is not held up by this one, which says why it saves nothing", async ({
  lab,
  context,
}) => {
  await lab.open("#backend=wasm&length=10&steps=100000");
  await lab.button("Play").click();
  await lab.reaches(20);
  await lab.keepsOnItsWay();
  const newer = await otherPage(context);
  await openOther(newer, 2);
  await lab.says(
    /does not save runs here \(a newer release of this page has used its storage: reload this page\)/,
  );
  await lab.reaches((await lab.step()) + 20);
});

test("an older release that holds the storage is waited for, and the page says so meanwhile", async ({
  lab,
  context,
}) => {
  const older = await otherPage(context);
  await openOther(older, 1);
  // This page as the release that raises the version.
  await lab.page.addInitScript(() => {
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (name: string, version?: number) {
      return open.call(this, name, version && version + 1);
    };
  });
  await lab.open("#backend=wasm&length=10&steps=100000");
  await lab.says(/an older release of this page holds its storage in another tab: close that tab/);
  await lab.button("Play").click();
  await lab.reaches(20);
  await older.close();
  await expect(lab.notices.getByText("does not save runs here")).toHaveCount(0, { timeout: 30_000 });
  await lab.keepsOnItsWay();
});

/** The machine's address in its network, whose pages are not secure, unlike those of 127.0.0.1. */
const address = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === "IPv4" && !one.internal)?.address;

test.describe("over plain http", () => {
  test.skip(address === undefined, "This machine has no network.");
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
    site: async ({}, use) => {
      const server = new SiteServer("/", builtSite(), address);
      await server.start();
      await use(server.address);
      await server.stop();
    },
  });

  test("a run is kept, and offered after a reload", async ({ lab, site }) => {
    const { page } = lab;
    await page.goto(`${site}#backend=wasm&length=10&steps=30`);
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    await lab.button("Play").click();
    await lab.reaches(30);
    await lab.keeps();
    await expect(lab.notices.getByText("does not save")).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole("region", { name: "Kept run" })).toContainText("step 30");
    // Another tab with the same settings does not take the run of this one, even if this one is busy and answers late.
    await page.evaluate(() => {
      const busy = () => {
        const end = performance.now() + 800;
        while (performance.now() < end);
      };
      Object.assign(window, { busy: setInterval(busy, 850) });
    });
    const other = await page.context().newPage();
    await other.goto(`${site}#backend=wasm&length=10&steps=30`);
    const second = new LabPage(other);
    await second.button("Play").click();
    await second.reaches(30);
    await expect.poll(async () => (await keysOf(page, RUNS)).length).toBe(2);
    await expect(other.getByRole("region", { name: "Kept run" })).toHaveCount(0);
    await page.evaluate(() => clearInterval((window as unknown as { busy: number }).busy));
    await page.reload();
    await expect(page.getByRole("region", { name: "Kept run" })).toContainText("step 30");
  });
});
