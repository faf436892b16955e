import { expect, expectAsUninterrupted, type FaultyLab, test } from "./faults-page";

test("a reload offers to continue, and the losses are those of a run that was never interrupted", async ({
  lab,
}) => {
  // At a pace, so that only a few steps are made before each pause, and repeated at the end.
  await lab.open("#units=16&steps=1900&backend=wasm&speed=100");
  await lab.button("Play").click();
  await lab.reaches(60);
  await lab.pauses();
  const left = await lab.keeps();
  await lab.page.reload();
  await lab.button("Continue").click();
  await expect(lab.status("Step")).toContainText(`step ${left}`);
  await lab.button("Play").click();
  await lab.reaches(left + 60);
  await lab.pauses();
  await expectAsUninterrupted(lab, [0, 1]);
});

test("two tabs save a run each", async ({ lab, context, page }) => {
  const open = async (target: typeof page, hash: string, most: number) => {
    const one = new (lab.constructor as new (page: typeof target) => typeof lab)(target);
    await one.open(hash);
    await one.button("Play").click();
    await one.reaches(most);
    await one.keeps();
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

test("a discarded run is not offered again, and a run is not offered for other settings", async ({ lab }) => {
  const hash = "#backend=wasm&length=10&steps=30";
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps();
  const offer = lab.page.getByRole("region", { name: "Kept run" });
  await lab.page.goto("about:blank");
  await lab.open("#backend=wasm&length=11&steps=30");
  await expect(offer).toHaveCount(0);
  await lab.page.goto("about:blank");
  await lab.open(hash);
  await expect(offer).toBeVisible();
  await lab.button("Discard").click();
  await expect(offer).toHaveCount(0);
  // It is not offered before it is deleted, which a reload could prevent.
  await expect.poll(() => lab.keptCount()).toBe(0);
  await lab.page.reload();
  await expect(lab.button("Play")).toBeEnabled();
  await expect(offer).toHaveCount(0);
});

/** Checks that the lab trains, and says once that runs are not saved. */
async function trainsWithoutKeeping(lab: FaultyLab, why: RegExp): Promise<void> {
  await lab.open("#backend=wasm&steps=100000");
  await lab.button("Play").click();
  await lab.reaches(60);
  const said = lab.notices.getByText("The browser does not save runs here");
  await expect(said).toHaveCount(1, { timeout: 20_000 });
  await expect(said).toContainText(why);
  const at = await lab.step();
  await lab.reaches(at + 60);
  await expect(said).toHaveCount(1);
}

test("a browser that refuses storage trains anyway, and the page says so once", async ({ lab }) => {
  await lab.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("The user denied permission", "SecurityError");
    };
  });
  await trainsWithoutKeeping(lab, /\(it does not allow storage here\)/);
});

test("a browser whose storage is full trains anyway, and the page says so once", async ({ lab, site }) => {
  const cdp = await lab.page.context().newCDPSession(lab.page);
  await cdp.send("Storage.overrideQuotaForOrigin", { origin: new URL(site).origin, quotaSize: 1000 });
  await trainsWithoutKeeping(lab, /\(its storage is full\)/);
});

test("damaged saved data is not offered, and the page works", async ({ lab }) => {
  const hash = "#backend=wasm&length=10&steps=30";
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps();
  await lab.spoilKeptParameters("a", "damaged");
  await lab.page.reload();
  await expect(lab.button("Play")).toBeEnabled();
  await expect(lab.page.getByRole("region", { name: "Kept run" })).toHaveCount(0);
  await lab.button("Play").click();
  await lab.reaches(30);
  // Damages the settings of the last visit and all other remembered values too.
  await lab.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, "\u0000units=-1&b.rule=\u202e&{");
  });
  await lab.page.goto("about:blank");
  await lab.open();
  await expect(lab.page.getByRole("combobox", { name: "Preset" })).toHaveValue("remember");
});

test("a saved run whose matrices do not fit is refused in a sentence, and the run restarts with its settings", async ({
  lab,
}) => {
  const hash = "#backend=wasm&length=10&steps=30";
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps();
  await lab.spoilKeptParameters("b", "too short");
  await lab.page.reload();
  await lab.button("Continue").click();
  await lab.says(/The kept run could not be continued/);
  await expect(lab.button("Play")).toBeEnabled();
  await lab.button("Play").click();
  await lab.reaches(30);
});

test("networks and a kept run of another text of the user’s are neither written with nor continued", async ({
  lab,
}) => {
  const { page } = lab;
  const hash = "#backend=wasm&task=characters&text=own&length=20&units=8&batch=4&steps=30";
  const takeText = async (text: string) => {
    await page.getByRole("link", { name: "Experiments" }).click();
    await page.getByRole("textbox", { name: "Text to train on" }).fill(text);
    await lab.button("Use this text").click();
    await expect(page.getByRole("status", { name: "Your own text" })).toContainText(
      `Pasted text, ${text.length / 1000 - 1} 999 characters`,
    );
  };
  await lab.open("#backend=wasm");
  await takeText("abcd ".repeat(2000));
  await page.goto("about:blank");
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps();
  const offer = page.getByRole("region", { name: "Kept run" });
  await page.reload();
  await expect(offer).toBeVisible();

  await lab.button("Discard").click();
  await lab.button("Play").click();
  await lab.reaches(30);
  await lab.keeps();
  await takeText("uvwxy ".repeat(2000));
  await lab.button("Write").click();
  await expect(page.getByRole("alert").first()).toContainText("It was trained on another text than the one");
  await page.goto("about:blank");
  await lab.open(hash);
  await expect(lab.button("Play")).toBeEnabled();
  await expect(offer).toHaveCount(0);
});
