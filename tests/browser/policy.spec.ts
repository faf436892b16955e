import { violations } from "./axe";
import { expect, kept, test } from "./hosted-page";

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
