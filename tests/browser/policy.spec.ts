import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Worker } from "@playwright/test";
import { violations } from "./axe";
import { expect, kept, test } from "./hosted-page";
import { LabPage } from "./lab-page";
import { prepend } from "./prepend";

/** The maximum size of a single file, in bytes, so that a class on a slow network need not wait. */
const MAX_FILE = 1.3e6;
/** The maximum total size of the files cached in advance, uncompressed, in bytes. */
const MAX_RELEASE = 10e6;

const SCREENS = ["Counterexample", "Why it works", "Experiments", "Benchmark", "About", "Lab"];

test("a session over all screens contacts no other site, and once cached requests only updates from its own", async ({
  host,
  lab,
  page,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await kept(page);
  // Workers that started before are not controlled by the service worker yet.
  await page.reload();
  await expect(lab.status("Step")).toContainText("step 0");
  host.asked.length = 0;

  await lab.button("Play").click();
  await lab.reaches(10);
  for (const name of SCREENS) {
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
  }
  await page.goto(`${host.address}?text#task=characters&length=20&units=16`);
  await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
  await lab.exportRun();

  const news = ["/some/path/", "/some/path/service-worker.js"];
  expect(host.asked.filter((path) => !news.includes(path))).toEqual([]);
});

test("the page carries its policy, no script of its own and no file of unbounded size", async ({ host }) => {
  const html = host.site.get("index.html")?.toString() ?? "";
  expect(html).toContain("default-src &#39;none&#39;");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
  expect(policy).not.toMatch(/https?:|\*|script-src[^;]*unsafe-(inline|eval)/);
  const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
  expect(scripts.length).toBeGreaterThan(0);
  for (const [tag, inside] of scripts) {
    expect(inside.trim()).toBe("");
    expect(tag).toContain("src=");
  }
  expect(html).not.toMatch(/\son\w+=|(?:src|href)="(?:https?:)?\/\//);

  const sizes = [...host.site].map(([name, { length }]) => ({ name, length }));
  expect(sizes.filter(({ length }) => length > MAX_FILE)).toEqual([]);
  expect(sizes.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(MAX_RELEASE);
});

test("the page lists the licences of all shipped packages, each with its text", async ({
  host,
  lab,
  page,
}) => {
  await expect(lab.status("Step")).toContainText("step 0");
  await page.getByRole("link", { name: "About" }).click();
  const list = page.getByRole("region", { name: "Licences" }).getByRole("listitem");
  const { packages } = JSON.parse(host.site.get("licences.json")?.toString() ?? "");
  await expect(list).toHaveCount(packages.length);
  for (const name of ["react-dom", "@tensorflow/tfjs-core", "recharts", "@fontsource-variable/inter"]) {
    await expect(list.filter({ hasText: `${name} ` }).first()).toBeVisible();
  }
  await list.filter({ hasText: "@fontsource-variable/inter" }).locator("summary").click();
  await expect(list.filter({ hasText: "SIL OPEN FONT LICENSE" }).first()).toBeVisible();
  await kept(page);
  await expect(page.getByRole("status", { name: "Offline" })).toContainText("Ready");
  expect(await violations(page)).toEqual([]);
});

/** Tries to reach another site in every way that a worker has. @returns the ways that succeeded */
async function reach(other: string): Promise<string[]> {
  const heard = (make: () => EventTarget) => () =>
    new Promise<unknown>((resolve, reject) => {
      const target = make();
      for (const type of ["open", "load", "message"]) target.addEventListener(type, resolve);
      target.addEventListener("error", reject);
    });
  const request = () => {
    const asked = new XMLHttpRequest();
    asked.open("GET", `${other}/xhr`);
    asked.send();
    return asked;
  };
  const ways: Record<string, () => Promise<unknown>> = {
    fetch: () => fetch(`${other}/fetch`),
    "no-cors fetch": () => fetch(`${other}/no-cors`, { mode: "no-cors" }),
    XMLHttpRequest: heard(request),
    WebSocket: heard(() => new WebSocket(other.replace("http", "ws"))),
    EventSource: heard(() => new EventSource(`${other}/events`)),
    import: () => import(`${other}/module.js`),
    importScripts: async () => importScripts(`${other}/script.js`),
    "cache of a service worker": async () => (await caches.open("other")).add(`${other}/cache`),
  };
  const tried = Object.entries(ways).map(([way, attempt]) =>
    attempt().then(
      () => [way],
      () => [],
    ),
  );
  const succeeded = (await Promise.all(tried)).flat();
  Object.assign(self, { hasTried: true });
  return succeeded;
}

test.describe("on a host that sends no headers", () => {
  // The browser's own words about what the policy forbids.
  test.use({
    expectedComplaints: /Content Security Policy|violates|Failed to|request to http|importScripts/,
  });

  test("no worker of any kind can reach another site", async ({ host, page, context, browser }) => {
    test.slow();
    const asked: string[] = [];
    const other = createServer(({ url }, response) => {
      asked.push(url ?? "");
      response
        .writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" })
        .end();
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const reached = new Map<string, string[]>();
    const ask = async (worker: Worker) => {
      const [, kind] = /#(\w+)\.worker/.exec(worker.url()) ?? [];
      // A worker may end before it is asked.
      const ways = await worker.evaluate(reach, address).catch(() => null);
      if (ways) reached.set(kind, ways);
    };
    page.on("worker", ask);
    const has = async (kind: string) =>
      expect.poll(() => reached.get(kind), { message: kind, timeout: 60_000 }).toEqual([]);

    await context.addInitScript(
      `Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { value: 2 })`,
    );
    await page.goto(`${host.address}#backend=wasm&length=20&units=16&play`);
    for (const kind of ["training", "lane", "spectrum", "sequence"]) await has(kind);
    await page.getByLabel("Gradient shown").selectOption("Jacobian from t to T");
    await has("jacobian");
    await page.goto(`${host.address}?experiments#screen=experiments`);
    await page.getByRole("button", { name: "Run", exact: true }).first().click();
    await has("experiment");
    await page.goto(`${host.address}?benchmark#screen=benchmark`);
    await page.getByRole("button", { name: "Measure", exact: true }).click();
    await has("benchmark");
    await page.goto(`${host.address}?about#screen=about`);
    // Without a graphics device it ends at once; a service worker would answer without what is put before it.
    const fresh = await browser.newContext();
    const first = await fresh.newPage();
    first.on("worker", ask);
    await prepend(first, "while (!self.hasTried) await new Promise((on) => setTimeout(on, 50));", "check");
    await first.goto(`${host.address}#screen=check`);
    await first.getByRole("button", { name: "Check", exact: true }).click();
    await has("check");
    await fresh.close();

    await kept(page);
    const [serviceWorker] = context.serviceWorkers();
    expect(await serviceWorker.evaluate(reach, address)).toEqual([]);
    // A page of another site can be reached from here: the test would notice.
    expect(await (await fetch(`${address}/control`)).status).toBe(200);
    expect(asked).toEqual(["/control"]);
    other.close();
  });
});

test.describe("on a host whose own policy forbids workers from blobs", () => {
  test.use({ expectedComplaints: /Content Security Policy|violates/ });

  test("the lab trains all the same", async ({ host, page }) => {
    await page.route(host.address, async (route) => {
      const response = await route.fetch();
      const headers = {
        ...response.headers(),
        "content-security-policy": "worker-src 'self'; connect-src 'self'",
      };
      await route.fulfill({ response, headers });
    });
    await page.goto(host.address);
    const lab = new LabPage(page);
    await expect(lab.status("Backend")).toContainText("WebAssembly");
    await lab.button("Play").click();
    await lab.reaches(10);
  });
});
