import { expect, losses, test } from "./faults-page";

/** Long enough to break in the middle; its history is kept step by step, not thinned. */
const RUN = "#steps=220&backend=wasm";

test("a reload offers to continue, and the losses are those of a run that was never interrupted", async ({
  lab,
}) => {
  await lab.open(RUN);
  await lab.button("Play").click();
  await lab.reaches(220);
  const whole = [await losses(lab, 0), await losses(lab, 1)];

  await lab.button("Reset").click();
  await expect.poll(() => lab.step()).toBe(0);
  await lab.button("Play").click();
  await lab.reaches(60);
  await lab.button("Pause").click();
  await expect(lab.button("Play")).toBeVisible();
  const left = await lab.step();
  await lab.keeps(left);
  await lab.page.reload();
  await lab.button("Continue").click();
  await expect(lab.status("Step")).toContainText(`step ${left}`);
  await lab.button("Play").click();
  await lab.reaches(220);
  const again = [await losses(lab, 0), await losses(lab, 1)];
  expect(left).toBeLessThan(220);
  expect(again[0].size).toBe(221);
  expect(again).toEqual(whole);
});

for (const [kind, what] of [
  ["training", /training worker stopped: .*torn apart/],
  ["lane", /worker of the second network stopped: .*torn apart/],
] as const) {
  test(`an error in the ${kind} worker costs at most a second, and the losses stay the same`, async ({
    lab,
  }) => {
    await lab.open(RUN);
    await lab.button("Play").click();
    await lab.reaches(220);
    const whole = await losses(lab, 1);
    await lab.button("Reset").click();
    await expect.poll(() => lab.step()).toBe(0);
    await lab.button("Play").click();
    await lab.reaches(60);
    const worker = await lab.worker(kind);
    await worker.evaluate(() => {
      setTimeout(() => {
        throw new Error("torn apart");
      });
    });
    const said = await lab.says(what);
    expect(said).toMatch(/Training goes on at step \d+ on WebAssembly SIMD/);
    await lab.reaches(220);
    expect(await losses(lab, 1)).toEqual(whole);
  });
}

test("a worker that hangs is replaced, and the run goes on", async ({ lab }) => {
  await lab.open("#steps=100000&backend=wasm");
  await lab.button("Play").click();
  await lab.reaches(60);
  const worker = await lab.worker("training");
  await worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const said = await lab.says(/training worker has not answered for \d+ seconds/);
  const from = Number(/at step ([\d\s]+)/.exec(said)?.[1].replace(/\s/g, ""));
  expect(from).toBeGreaterThan(0);
  await lab.reaches(from + 100);
});

test("a worker that the browser ends without a word is replaced", async ({ lab }) => {
  await lab.open("#steps=100000&backend=wasm");
  await lab.button("Play").click();
  await lab.reaches(60);
  await (await lab.worker("lane")).evaluate(() => self.close());
  const said = await lab.says(/training worker has not answered for \d+ seconds/);
  const from = Number(/at step ([\d\s]+)/.exec(said)?.[1].replace(/\s/g, ""));
  await lab.reaches(from + 100);
});

test("a page that is hidden, or slept, for minutes is not taken for a hang", async ({ lab }) => {
  await lab.page.clock.install();
  await lab.open("#steps=100000&backend=wasm");
  await lab.button("Play").click();
  await lab.reaches(20);
  // The clock of the page leaps, as it does when a laptop wakes.
  await lab.page.clock.fastForward("10:00");
  const at = await lab.step();
  await lab.reaches(at + 50);
  await expect(lab.notices).not.toContainText("not answered");
});

test("workers that stop again and again come to an end, in a sentence, with a way back", async ({ lab }) => {
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

test("two tabs keep a run each", async ({ lab, context, page }) => {
  const open = async (target: typeof page, hash: string, most: number) => {
    const one = new (lab.constructor as new (page: typeof target) => typeof lab)(target);
    await one.open(hash);
    await one.button("Play").click();
    await one.reaches(most);
    await one.keeps(most);
    return one;
  };
  const hash = "#backend=wasm&length=10";
  const first = await open(page, `${hash}&steps=30`, 30);
  const other = await context.newPage();
  const second = await open(other, `${hash}&steps=45`, 45);
  for (const [one, step] of [
    [first, 30],
    [second, 45],
  ] as const) {
    await one.page.reload();
    await expect(one.page.getByRole("region", { name: "Kept run" })).toContainText(`step ${step}`);
  }
});

test("what is discarded is not offered again, and other settings are not offered the run", async ({
  lab,
}) => {
  const hash = "#backend=wasm&length=10&steps=30";
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps(30);
  const offer = lab.page.getByRole("region", { name: "Kept run" });
  await lab.page.goto("about:blank");
  await lab.open("#backend=wasm&length=11&steps=30");
  await expect(offer).toHaveCount(0);
  await lab.page.goto("about:blank");
  await lab.open(hash);
  await expect(offer).toBeVisible();
  await lab.button("Discard").click();
  await expect(offer).toHaveCount(0);
  await lab.page.reload();
  await expect(lab.button("Play")).toBeEnabled();
  await expect(offer).toHaveCount(0);
});

for (const [name, fault, words] of [
  [
    "refuses storage",
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("The user denied permission", "SecurityError");
      };
    },
    /does not keep runs here \(The user denied permission\)/,
  ],
  [
    "has no room left",
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("The quota has been exceeded", "QuotaExceededError");
      };
    },
    /does not keep runs here \(The quota has been exceeded\)/,
  ],
] as const) {
  test(`a browser that ${name} trains all the same, and says it once`, async ({ lab }) => {
    await lab.page.addInitScript(fault);
    await lab.open("#backend=wasm&steps=100000");
    await lab.button("Play").click();
    await lab.reaches(60);
    await expect(lab.notices.getByText(words)).toHaveCount(1, { timeout: 20_000 });
    const at = await lab.step();
    await lab.reaches(at + 60);
  });
}
