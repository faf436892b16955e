import type { Page } from "@playwright/test";
import { expect, test } from "./hosted-page";
import { LabPage } from "./lab-page";
import { prepend } from "./prepend";
import { entryScript, type Fault, type SiteServer } from "./site-server";

// What the browser says of files that do not arrive whole.
test.use({
  serviceWorker: false,
  expectedComplaints:
    /Failed to|integrity|OTS parsing error|was preloaded|net::ERR|Unexpected|Invalid|missing/,
});

/** Opens the page, again if the network lost index.html itself, which is the browser's to say. */
async function visit(page: Page, host: SiteServer, hash = ""): Promise<LabPage> {
  await expect(async () => {
    await page.goto(host.address + hash);
  }).toPass();
  return new LabPage(page);
}

/** Checks that the lab has started as on a good network, with charts and styles, and without a notice. */
async function starts(page: Page, lab: LabPage): Promise<void> {
  await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
  await expect(lab.status("Backend")).toContainText("WebAssembly SIMD");
  await expect(lab.figure("Loss").locator("svg").first()).toBeVisible();
  await expect(page.getByRole("log", { name: "Notices" })).toHaveText("");
  await expect(page.getByRole("alert")).toHaveCount(0);
}

/** Checks also that no font is lost, but for the fallbacks, which are fonts of the machine. */
async function startsWhole(page: Page, lab: LabPage): Promise<void> {
  await starts(page, lab);
  const lostFonts = () =>
    page.evaluate(() =>
      [...document.fonts]
        .filter(
          ({ status, family }) => status === "error" && !/^"?(Inter|Source Serif) Fallback"?$/.test(family),
        )
        .map(({ family }) => family),
    );
  await expect.poll(lostFonts).toEqual([]);
}

const once = (fault: Fault) => (name: string, times: number) =>
  times === 1 && name !== "index.html" ? fault : undefined;

for (const [what, fault, cacheControl] of [
  ["breaks off", "cut", "no-cache"],
  ["is cut in half", "half", "no-cache"],
  ["is cut in half and kept so by the browser", "half", "max-age=600"],
] as const) {
  test(`every file of a first visit ${what} once, and the lab starts as usual`, async ({ host, page }) => {
    host.cacheControl = cacheControl;
    host.fault = once(fault);
    // A damaged font that the browser keeps in its memory may stay until the next visit.
    await (cacheControl === "no-cache" ? startsWhole : starts)(page, await visit(page, host));
  });
}

/** Numbers in [0, 1) by xorshift. */
function uniform(seed: number): () => number {
  let x = (seed * 2654435761) >>> 0;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x / 2 ** 32;
  };
}

for (const seed of [1, 2, 3, 4, 5]) {
  test(`a fifth of a first visit's connections are reset, and the lab starts as usual (${seed})`, async ({
    host,
    page,
  }) => {
    const next = uniform(seed);
    host.fault = () => (next() < 0.2 ? "reset" : undefined);
    await startsWhole(page, await visit(page, host));
  });
}

test("if the program cannot be had, a sentence says which file is missing, and Try again keeps the settings", async ({
  host,
  page,
}) => {
  const entry = entryScript(host.site);
  host.fault = (name) => (name.endsWith(entry) ? "half" : undefined);
  await visit(page, host, "#units=16");
  await expect(page.getByRole("alert")).toContainText(
    `Unitary RNN Lab could not be started: its file ${entry} did not arrive whole.`,
    { timeout: 30_000 },
  );
  host.fault = () => undefined;
  await page.getByRole("link", { name: "Try again" }).click();
  await startsWhole(page, new LabPage(page));
  expect(page.url()).toContain("units=16");
});

test("if the style sheet cannot be had, the page is not shown unstyled, but says so", async ({
  host,
  page,
}) => {
  const sheet = [...host.site.keys()].find((name) => /style-.*\.css$/.test(name)) ?? "";
  host.fault = (name) => (name === sheet ? { status: 503 } : undefined);
  await visit(page, host);
  await expect(page.getByRole("alert")).toContainText(sheet.replace("assets/", ""), { timeout: 30_000 });
  await expect(page.getByRole("button", { name: "Play" })).not.toBeVisible();
});

test("if no script at all arrives, index.html says so by itself", async ({ host, page }) => {
  host.fault = (name) => (name.endsWith(".js") ? "reset" : undefined);
  await visit(page, host);
  await expect(page.getByText("Unitary RNN Lab has not started yet")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: "Try again" })).toBeVisible();
});

test("if WebAssembly cannot be had, plain JavaScript trains, and the page says why", async ({
  host,
  page,
}) => {
  host.fault = (name) => (name.endsWith(".wasm") ? { status: 404 } : undefined);
  const lab = await visit(page, host);
  await expect(lab.status("Backend")).toContainText("plain JavaScript", { timeout: 60_000 });
  await expect(page.getByRole("log", { name: "Notices" })).toContainText(
    "The training worker stopped: its program could not be loaded.",
  );
});

test("where WebAssembly has no SIMD, plain JavaScript trains, and the page says why", async ({
  host,
  page,
}) => {
  await prepend(
    page,
    "const validate = WebAssembly.validate; WebAssembly.validate = (bytes) => bytes.length > 100 && validate(bytes);",
  );
  const lab = await visit(page, host);
  await expect(lab.status("Backend")).toContainText("plain JavaScript", { timeout: 60_000 });
  await expect(page.getByText("WebAssembly has no SIMD here")).toBeVisible();
});

test("a text is not taken by half", async ({ host, page }) => {
  host.cacheControl = "max-age=600";
  host.fault = (name, times) => (name.startsWith("text/") && times < 3 ? "half" : undefined);
  await startsWhole(page, await visit(page, host, "#task=characters&length=20&units=16"));
  expect(host.asked.filter((name) => name.endsWith("pride-and-prejudice.txt")).length).toBeGreaterThan(2);
});

test("the server of npm start answers 404 for a missing file", async ({ request, baseURL }) => {
  for (const path of ["assets/index-gone.js", "assets/gone.css", "gone"])
    expect((await request.get(`${baseURL}/${path}`)).status()).toBe(404);
  expect((await request.get(`${baseURL}/`)).status()).toBe(200);
});
