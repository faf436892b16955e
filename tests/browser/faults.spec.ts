import { expect, expectAsUninterrupted, losses, RUN, TWO_CORES, test } from "./faults-page";
import type { ExportedRun } from "./lab-page";
import { saved } from "./lab-steps";
import { decodePng } from "./png";

for (const [kind, what] of [
  ["training", /training worker stopped: .*torn apart/],
  ["lane", /worker of the second network stopped: .*torn apart/],
] as const) {
  test(`an error in the ${kind} worker costs at most a second, and the losses stay the same`, async ({
    lab,
  }) => {
    await lab.prepend(TWO_CORES);
    await lab.open(RUN);
    await lab.plays(60);
    const worker = await lab.worker(kind);
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error("torn apart");
      });
    });
    const { said, shown } = await lab.recovers(what);
    expect(said).toMatch(/Training continues at step \d+ on WebAssembly SIMD/);
    await lab.reaches(shown + 50);
    await lab.pauses();
    await expectAsUninterrupted(lab, [1]);
  });
}

test("a worker that hangs is replaced, and the run continues", async ({ lab }) => {
  await lab.open("#steps=100000&backend=wasm");
  await lab.plays(60);
  await lab.keepsOnItsWay();
  const worker = await lab.worker("training");
  // It waits for ever, as in an endless loop, but without the processor, which other tests need.
  await worker.evaluate(() => {
    setTimeout(() => {
      const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
      Atomics.wait(new Int32Array(buffer), 0, 0);
    });
  });
  const { from, shown } = await lab.recovers(/training worker has not answered for \d+ seconds/);
  expect(from).toBeGreaterThan(0);
  await lab.reaches(shown + 50);
});

test("a worker that the browser terminates without an event is replaced", async ({ lab }) => {
  await lab.prepend(TWO_CORES);
  await lab.open("#steps=100000&backend=wasm");
  await lab.plays(60);
  await (await lab.worker("lane")).evaluate(() => self.close());
  const { shown } = await lab.recovers(/training worker has not answered for \d+ seconds/);
  await lab.reaches(shown + 50);
});

/** Longer than the time that a worker may be silent. */
const LONG = 12_000;

test("a page that is hidden for minutes, and frozen by the browser, is not taken for a hang", async ({
  lab,
}) => {
  await lab.page.clock.install();
  await lab.open("#steps=100000&backend=wasm");
  await lab.button("Play").click();
  await lab.reaches(20);
  const browser = await lab.page.context().newCDPSession(lab.page);
  await browser.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((resolve) => setTimeout(resolve, LONG));
  await browser.send("Page.setWebLifecycleState", { state: "active" });
  // The page's clock jumps too, as after minutes.
  await lab.page.clock.fastForward("10:00");
  const at = await lab.step();
  await lab.reaches(at + 50);
  await expect(lab.notices).not.toContainText("not answered");
});

test("a laptop that sleeps continues when it wakes: its processes stop in mid-step, and lose nothing", async ({
  lab,
  browser,
}) => {
  await lab.open("#steps=100000&backend=wasm");
  await lab.button("Play").click();
  await lab.reaches(20);
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  expect(renderers.length).toBeGreaterThan(0);
  for (const { id } of renderers) process.kill(id, "SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, LONG));
  for (const { id } of renderers) process.kill(id, "SIGCONT");
  const at = await lab.step();
  await lab.reaches(at + 50);
  await expect(lab.notices).not.toContainText(/not answered|repeated/);
  await lab.pauses();
  const steps = [...(await losses(lab, 0)).keys()];
  expect(steps).toEqual(steps.map((_, k) => k));
});

test("if workers stop repeatedly the page gives up with a sentence and a way to retry", async ({ lab }) => {
  await lab.open("#steps=100000&backend=wasm");
  const crash = async () => {
    await lab.button("Play").click();
    await lab.page.route("**/*.worker-*.js", (route) => route.abort());
    await (await lab.worker("training")).evaluate(() => {
      setTimeout(() => {
        throw new Error("torn apart");
      });
    });
  };
  await crash();
  const alert = lab.page.getByRole("alert");
  await expect(alert).toContainText("No other backend is left to try", { timeout: 60_000 });
  await lab.page.unrouteAll();
  await lab.page.getByRole("button", { name: "Try again" }).click();
  await expect(lab.button("Play")).toBeEnabled({ timeout: 60_000 });
  expect(await lab.step()).toBeGreaterThanOrEqual(0);
});

test("if the site's policy forbids WebAssembly, plain JavaScript trains, and the page says so", async ({
  lab,
}) => {
  await lab.page.context().route("**/*", async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    const name = "content-security-policy";
    if (headers[name]) headers[name] = headers[name].replace(" 'wasm-unsafe-eval'", "");
    const body = /html|javascript/.test(headers["content-type"] ?? "")
      ? (await response.text()).replace(" 'wasm-unsafe-eval'", "")
      : await response.body();
    await route.fulfill({ response, headers, body });
  });
  await lab.open("#backend=wasm&units=8&length=10&steps=100000");
  await expect(lab.status("Backend")).toContainText("plain JavaScript");
  await expect(lab.notices).toContainText("wasm was chosen but cannot run here");
  await lab.button("Play").click();
  await lab.reaches(20);
});

test("an export has the run and the look at the moment of the click, regardless of changes before it is written", async ({
  lab,
}) => {
  await lab.open("#backend=wasm&length=40&steps=100000");
  await lab.plays(30);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  const change = (name: string) =>
    // In one task of the page's event loop: nothing has been answered yet.
    lab.page.evaluate((wanted) => {
      const press = (name: string) =>
        [...document.querySelectorAll("button")]
          .find((one) => [one.ariaLabel, one.textContent].includes(name))
          ?.click();
      press(wanted);
      press("Dark theme");
      const preset = [...document.querySelectorAll("select")].find((one) =>
        one.labels?.[0].textContent?.startsWith("Preset"),
      );
      if (preset) preset.value = "explode";
      preset?.dispatchEvent(new Event("change", { bubbles: true }));
      document.querySelector<HTMLElement>('a[href*="screen=why"]')?.click();
    }, name);

  const run = await saved(lab, () => change("Export run"));
  await expect(lab.page.getByRole("heading", { level: 1, name: "Why it works" })).toBeVisible();
  const { config, lanes } = JSON.parse(run.bytes.toString("utf8")) as ExportedRun;
  expect([config.length, config.a.init]).toEqual([40, "uniform"]);
  expect(run.name).toBe(`unitary-rnn-lab_run_custom_step-${lanes[0].step}.json`);
  expect(lanes[0].history.step.length).toBeGreaterThanOrEqual(30);

  await lab.page.getByRole("link", { name: "Lab", exact: true }).click();
  await expect(lab.page.getByRole("combobox", { name: "Preset" })).toHaveValue("explode");
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await lab.button("Light theme").click();
  const board = await saved(lab, () => change("Save all charts"));
  await expect(lab.page.getByRole("heading", { level: 1, name: "Why it works" })).toBeVisible();
  const picture = await decodePng(lab.page, board.bytes);
  expect([picture.width, picture.height]).toEqual([1920, 1080]);
  expect(picture.colours).toBeGreaterThan(100);
  expect(Math.min(...picture.corner)).toBeGreaterThan(200);
});

test("an export that a fault interrupts is written anyway, from the continued run", async ({ lab }) => {
  await lab.open(RUN);
  await lab.button("Step").click();
  await lab.reaches(1);
  await lab.keeps();
  const worker = await lab.worker("training");
  const waiting = lab.page.waitForEvent("download");
  // Instead of an answer.
  await worker.evaluate(() => {
    self.onmessage = () => {
      throw new Error("torn apart");
    };
  });
  await lab.button("Export run").click();
  await lab.says(/The run is paused at step 1 on WebAssembly SIMD/);
  expect((await waiting).suggestedFilename()).toMatch(/\.json$/);
});

test("a fault report has version, settings, backend and the last steps, and no other part of the address", async ({
  lab,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.open("#backend=wasm&length=7&steps=30&why.chapter=private");
  await lab.button("Play").click();
  await lab.reaches(30);
  // The worker also makes its last checkpoint before it answers.
  await lab.exportRun();
  await (await lab.worker("training")).evaluate(() => {
    setTimeout(() => {
      throw new Error("torn apart");
    });
  });
  await lab.says(/torn apart/);
  await lab.button("Copy report").click();
  await expect(lab.button("Report copied")).toBeVisible();
  const report = await lab.page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^Unitary RNN Lab \d+\.\d+\.\d+$/m);
  expect(report).toMatch(/^Backend: wasm, WebAssembly SIMD/m);
  expect(report).toMatch(/^Settings: #length=7&steps=30&backend=wasm$/m);
  expect(report).toMatch(/^Notice: The training worker stopped: .*torn apart/m);
  expect(report.match(/^ {2}step \d+, loss \d/gm)).toHaveLength(20);
  expect(report).not.toMatch(/127\.0\.0\.1|private/);
});
