import { fileURLToPath } from "node:url";
import { FIGURE_NAMES } from "../../src/screens/embed/figure-names";
import { violationsInBothThemes } from "./axe";
import { expect, QUICK, test } from "./deck";

const DIST = new URL("../../dist/index.html", import.meta.url);

test("in a reveal.js deck each frame starts when its slide is shown, pauses when it is left, and follows fragments", async ({
  around,
}) => {
  await around.openDeck();
  await expect.poll(() => around.step("one")).toBeGreaterThan(5);
  await around.shows(0);
  // The others are loaded, with their networks, and wait.
  for (const id of ["two", "three"]) {
    await expect(around.frame(id).getByRole("button", { name: "Play" })).toBeEnabled();
    await expect.poll(() => around.step(id)).toBe(0);
  }
  await around.page.keyboard.press("ArrowRight");
  await expect.poll(() => around.step("two")).toBeGreaterThan(5);
  await expect(around.frame("one").getByRole("button", { name: "Play" })).toBeVisible();
  expect(await around.step("three")).toBe(0);

  await around.page.keyboard.press("ArrowRight");
  await expect(around.frame("two").getByRole("button", { name: "Play" })).toBeVisible();
  expect(await around.heard()).toEqual([]);
  const next = async (id: string) => {
    await around.page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await around.heard()).filter((each) => each.id === id)).toHaveLength(1);
    return (await around.heard()).find((each) => each.id === id);
  };
  expect(await next("a")).toMatchObject({ ok: true, state: { screen: "lab", ready: true } });
  await expect.poll(() => around.step("three")).toBe(30);
  // The page around hears of the change too.
  await expect
    .poll(() => around.heard())
    .toContainEqual(
      expect.objectContaining({
        news: "state",
        state: expect.objectContaining({ step: 30, shown: 30, playing: false, ended: false }),
      }),
    );
  expect(await next("b")).toMatchObject({
    ok: false,
    error: "lr = “20” was refused: it must be a number from 0.000001 to 10.",
  });
  const { state } = (await next("c")) as { state: { settings: string } };
  expect(state.settings).toContain("lr=0.1&");
  expect(await next("d")).toMatchObject({ ok: true });
  await expect.poll(() => around.step("three")).toBeGreaterThan(32);
  await around.shows(2);
});

test("a frame takes the deck's keys only when its figure was clicked, until Escape", async ({ around }) => {
  const { page } = around;
  await around.openDeck();
  const one = around.frame("one");
  await expect.poll(() => around.step("one")).toBeGreaterThan(2);
  await page.keyboard.press("ArrowRight");
  await around.shows(1);
  await expect(one.getByRole("button", { name: "Play" })).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await around.shows(0);
  await expect(one.getByRole("button", { name: "Pause" })).toBeVisible();

  // The buttons act, and the deck has the keys afterwards.
  await one.getByRole("button", { name: "Pause" }).click();
  await expect(one.getByRole("button", { name: "Play" })).toBeVisible();
  await one.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => around.step("one")).toBe(0);
  await page.keyboard.press("ArrowRight");
  await around.shows(1);
  await page.keyboard.press("ArrowLeft");
  await around.shows(0);
  expect(await around.step("one")).toBe(0);

  // A click into the figure gives the frame the keys.
  await one.getByRole("heading", { name: "Gradient norm through time" }).click();
  await expect(one.getByText("Esc returns the keys")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => around.step("one")).toBe(1);
  await around.shows(0);
  await page.keyboard.press("Escape");
  await expect(one.getByText("Esc returns the keys")).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await around.shows(1);
  expect(await around.step("one")).toBe(1);

  // One Escape is enough also where something is pointed at in the figure.
  await page.keyboard.press("ArrowLeft");
  await around.shows(0);
  await one.getByRole("figure", { name: "Gradient norm through time" }).click();
  await expect(one.getByText("Esc returns the keys")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(one.getByText("Esc returns the keys")).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await around.shows(1);
});

test("a frame that is not displayed at first waits, and one that loops starts again", async ({ around }) => {
  const { page, lab } = around;
  const hash = `${QUICK}&speed=full`.replace("steps=400&speed=25", "steps=20");
  await around.open(
    `<iframe id="one" style="display: none" width="800" height="450" src="${lab}#${hash}&embed=loss&play&loop&step=12"></iframe>`,
  );
  await expect.poll(() => page.frames()[1]?.url()).toContain("loop");
  await page.evaluate("document.getElementById('one').style.display = 'block'");
  const steps: number[] = [];
  await expect
    .poll(
      async () => {
        const step = await around.step("one");
        if (Number.isInteger(step) && step !== steps.at(-1)) steps.push(step);
        return steps.lastIndexOf(20) > steps.indexOf(20);
      },
      { intervals: [20], timeout: 60_000 },
    )
    .toBe(true);
});

test("only the page around an embedded one is answered, in the format of its messages", async ({
  around,
}) => {
  const { page, lab, server } = around;
  server.site = new Map([
    ...server.site,
    [
      "other.html",
      Buffer.from(
        "<script>addEventListener('message', (event) => heard.push(event.data)); const heard = [];</script>",
      ),
    ],
  ]);
  await around.open(
    `<script>const heard = []; addEventListener("message", ({ data }) => heard.push(data));</script>
    <iframe id="one" width="800" height="450" src="${lab}#${QUICK}&embed=loss"></iframe>
    <iframe id="two" width="800" height="450" src="${lab}#${QUICK}"></iframe>
    <iframe id="other" src="other.html"></iframe>`,
  );
  const play = { format: "unitary-rnn-lab/message", version: 1, do: "play" };
  await expect(around.frame("one").getByRole("button", { name: "Play" })).toBeEnabled();
  await expect(around.frame("two").getByRole("button", { name: "Play" })).toBeEnabled();
  const other = page.frames().find((each) => each.url().endsWith("other.html"));
  await other?.evaluate((message) => parent.frames[0].postMessage(message, "*"), play);
  const send = (frame: number, message: unknown) =>
    page.evaluate(([at, data]) => frames[at as number].postMessage(data, "*"), [frame, message]);
  await send(1, play);
  await send(0, "play");
  await send(0, { ...play, format: "other" });
  // Whatever was to be answered has been when the answer to this is there.
  await send(0, { ...play, do: "jump", id: 1 });
  await expect.poll(() => around.heard()).toHaveLength(1);
  expect(await around.heard()).toEqual([
    {
      format: "unitary-rnn-lab/message",
      version: 1,
      id: 1,
      ok: false,
      error: "do = “jump” was refused: it must be one of play, pause, reset, step, scene, set, state.",
    },
  ]);
  expect(await around.step("one")).toBe(0);
  expect(await other?.evaluate("heard")).toEqual([]);
});

test("a message goes to a scene of the lecture that the address of the frame names", async ({ around }) => {
  const { page, lab } = around;
  await around.open(
    `<script>const heard = []; addEventListener("message", ({ data }) => heard.push(data));</script>
    <iframe id="one" width="960" height="540" src="${lab}#scenes=ten-minutes&embed"></iframe>
    <iframe id="two" width="960" height="540" src="${lab}#${QUICK}&embed=loss"></iframe>`,
  );
  for (const id of ["one", "two"])
    await expect(around.frame(id).getByRole("button", { name: "Play" })).toBeEnabled();
  const ask = async (frame: number, scene: number) => {
    const id = `${frame}, ${scene}`;
    const message = { format: "unitary-rnn-lab/message", version: 1, do: "scene", scene, id };
    await page.evaluate(([at, data]) => frames[at as number].postMessage(data, "*"), [frame, message]);
    const answers = async () => (await around.heard()).filter((each) => each.id === id);
    await expect.poll(answers).toHaveLength(1);
    return (await answers())[0];
  };
  // The fifth scene has two charts, which the frame shows alone.
  expect(await ask(0, 5)).toMatchObject({ ok: true, state: { scene: 5 } });
  const headings = around.frame("one").getByRole("heading", { level: 2 }).filter({ visible: true });
  await expect(headings).toHaveText(["Eigenvalues", "Unitarity drift"]);
  // The news goes on when a scene is on a screen that runs nothing.
  await ask(0, 9);
  await expect
    .poll(async () => (await around.heard()).at(-1))
    .toMatchObject({ news: "state", state: { screen: "why", step: null, scene: 9 } });
  expect(await ask(1, 2)).toMatchObject({ ok: false, error: expect.stringContaining("There are no scenes") });
});

test("what an address asks in vain is said in the frame, on every screen", async ({
  around: { page, lab },
}) => {
  for (const screen of ["lab", "counterexample", "why"]) {
    await page.goto("about:blank");
    await page.goto(`${lab}#${QUICK}&screen=${screen}&embed=nothing`);
    await expect(page.getByText(/embed = “nothing” was refused/)).toBeVisible();
  }
});

test("every figure that can be embedded is shown alone by its name, and fills frames of any shape", async ({
  around: { page, lab },
}) => {
  test.slow();
  await page.setViewportSize({ width: 960, height: 540 });
  for (const [screen, names] of Object.entries(FIGURE_NAMES)) {
    for (const [id, name] of Object.entries(names)) {
      await page.goto(`${lab}#${QUICK}&screen=${screen}&embed=${id}`);
      const shown = page.getByRole("heading", { level: screen === "why" ? 3 : 2 }).filter({ visible: true });
      await expect(shown.first()).toHaveText(name);
      await expect(page.getByRole("figure").filter({ visible: true })).toHaveCount(
        ["program", "norms"].includes(id) ? 0 : 1,
      );
    }
  }
  for (const [width, height] of [
    [960, 540],
    [960, 700],
    [480, 270],
    [390, 700],
  ]) {
    await page.setViewportSize({ width, height });
    for (const figures of [
      "gradient",
      "sequence",
      "gradient,eigenvalues",
      "gradient,eigenvalues,loss,drift",
    ]) {
      await page.goto(`${lab}#${QUICK}&embed=${figures}`);
      await expect(page.getByRole("figure")).toHaveCount(figures.split(",").length);
      await expect(async () => {
        const boxes = await page
          .locator("[data-plot]")
          .evaluateAll((plots) => plots.map((plot) => plot.getBoundingClientRect().toJSON()));
        for (const { top, bottom, left, right } of boxes) {
          expect(bottom - top, `${figures} at ${width} × ${height}`).toBeGreaterThan(height > 300 ? 60 : 20);
          expect(top).toBeGreaterThan(0);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(bottom).toBeLessThanOrEqual(height);
          expect(right, `${figures} at ${width} × ${height}`).toBeLessThanOrEqual(width);
        }
        const size = await page.evaluate(() => [
          document.documentElement.scrollWidth,
          document.documentElement.scrollHeight,
        ]);
        expect(size).toEqual([width, height]);
      }).toPass({ timeout: 20_000 });
    }
  }
});

test("a figure of the lesson has its controls in a frame, which set it, and Reset in the corner", async ({
  around: { page, lab },
}) => {
  await page.setViewportSize({ width: 960, height: 540 });
  for (const [id, name] of Object.entries(FIGURE_NAMES.why)) {
    await page.goto(`${lab}#screen=why&embed=${id}`);
    const figure = page.getByRole("figure", { name, exact: true });
    const settings = page.getByRole("group", { name: "Settings of the figure" });
    await expect(figure).toBeVisible();
    // The accuracies are the lecture's, and nothing sets them.
    if (id === "accuracies") {
      await expect(settings).toHaveCount(0);
      continue;
    }
    // Its ids are others each time.
    const shown = async () =>
      (await figure.locator("[data-plot] svg").first().innerHTML()).replace(/recharts\d+|_r_\w+_/g, "");
    await expect(figure.locator("[data-plot] svg").first()).toBeVisible();
    const opening = await shown();
    if (id === "spectrum") {
      // Its eigenvalues are dragged in the figure.
      await expect(settings).toHaveCount(0);
      await figure.getByRole("slider").first().press("ArrowRight");
      await expect.poll(shown, `${id} follows its handle`).not.toBe(opening);
      await page.getByRole("button", { name: "Reset" }).click();
      await expect.poll(shown, `${id} is reset`).toBe(opening);
      continue;
    }
    const list = settings.getByRole("combobox").first();
    if ((await settings.getByRole("slider").count()) > 0) {
      await settings
        .getByRole("slider")
        .locator("visible=true")
        .and(page.locator(":not([aria-disabled])"))
        .first()
        .press(id === "breaking" ? "PageDown" : "PageUp");
    } else if ((await list.count()) > 0) await list.selectOption({ index: 1 });
    else await settings.getByRole("button", { name: "Next time step" }).click();
    await expect.poll(shown, `${id} follows its controls`).not.toBe(opening);
    await page.getByRole("button", { name: "Reset" }).click();
    await expect.poll(shown, `${id} is reset`).toBe(opening);
  }
});

test("a figure of the lesson is legible in a small frame, with its controls", async ({
  around: { page, lab },
}) => {
  for (const [width, height] of [
    [960, 540],
    [480, 270],
    [390, 700],
  ]) {
    await page.setViewportSize({ width, height });
    for (const id of ["network", "product", "turn", "tangent", "factors", "vector"]) {
      await page.goto("about:blank");
      await page.goto(`${lab}#screen=why&embed=${id}`);
      const svg = page.locator("[data-plot] svg").filter({ visible: true }).first();
      await expect(svg).toBeVisible();
      const settings = page.getByRole("group", { name: "Settings of the figure" });
      const [plot, controls] = [await svg.boundingBox(), await settings.boundingBox()];
      const where = `${id} at ${width} × ${height}`;
      expect(plot!.height, where).toBeGreaterThan(height / 3);
      expect(controls!.y, where).toBeGreaterThanOrEqual(plot!.y + plot!.height - 1);
      expect(controls!.y + controls!.height, where).toBeLessThanOrEqual(height);
      const type = await page
        .locator("[data-plot]")
        .filter({ visible: true })
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      expect(type, where).toBeGreaterThanOrEqual(10);
    }
  }
});

test("axe finds nothing in a frame of two figures, nor in the code of a frame, light and dark", async ({
  around: { page, lab },
}) => {
  await page.setViewportSize({ width: 960, height: 540 });
  await page.goto(`${lab}#${QUICK}&embed=gradient,eigenvalues`);
  await expect(page.getByRole("figure")).toHaveCount(2);
  await expect(page.locator("[data-plot] path").first()).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.goto(`${lab}#${QUICK}`);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("radio", { name: "Embed" }).check();
  await expect(dialog.getByRole("textbox", { name: "Code" })).toBeVisible();
  expect(await violationsInBothThemes(page, "[popover]:popover-open")).toEqual([]);
});

test("Share gives the code of a frame with the chosen figures, which shows them", async ({
  around,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = around;
  await page.goto(`${around.lab}#${QUICK}`);
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("radio", { name: "Embed" }).check();
  await dialog.getByRole("checkbox", { name: "Loss" }).check();
  await dialog.getByRole("checkbox", { name: "Loop" }).check();
  await dialog.getByRole("combobox", { name: "Size" }).selectOption("Half a slide, 480 × 540");
  await dialog.getByRole("radio", { name: "Dark" }).check();
  await dialog.getByRole("button", { name: "Copy code" }).click();
  await expect(dialog.getByRole("status", { name: "Code" })).toHaveText("Code copied");
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toBe(await dialog.getByRole("textbox", { name: "Code" }).inputValue());

  await around.open(code);
  const frame = page.locator("iframe");
  expect(await frame.evaluate((element) => [element.clientWidth, element.clientHeight])).toEqual([480, 540]);
  expect(await frame.getAttribute("title")).toBe("Unitary RNN Lab: Gradient norm through time, Loss");
  const inside = frame.contentFrame();
  await expect(inside.getByRole("figure")).toHaveCount(2);
  await expect(inside.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(inside.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect
    .poll(() => inside.locator("html").evaluate(() => location.hash))
    .toContain("&theme=dark&play&loop&embed=gradient,loss");
});

test("the code of a frame says what it carries of the page, and leaves out what is not wanted", async ({
  around: { page, lab },
}) => {
  await page.goto(`${lab}#${QUICK.replace("steps=400", "steps=4")}`);
  const dialog = page.getByRole("dialog", { name: "Share" });
  const code = dialog.getByRole("textbox", { name: "Code" });
  const share = async () => {
    await page.getByRole("button", { name: "Share" }).click();
    await dialog.getByRole("radio", { name: "Embed" }).check();
  };
  const makeStep = async (step: number) => {
    await page.getByRole("button", { name: "Step" }).click();
    await expect(page.getByRole("status", { name: "Step" })).toHaveText(`step ${step} of 4`);
  };
  await expect(page.getByRole("button", { name: "Step" })).toBeEnabled();
  await share();
  await expect(dialog.getByRole("checkbox", { name: /as shown/ })).toHaveCount(0);
  await expect(code).not.toHaveValue(/step=/);
  await page.keyboard.press("Escape");

  await makeStep(1);
  await makeStep(2);
  await share();
  const step = dialog.getByRole("checkbox", { name: "Start at step 2, as shown" });
  await expect(step).toBeChecked();
  await expect(code).toHaveValue(/&amp;step=2&amp;/);
  await step.uncheck();
  await expect(code).not.toHaveValue(/step=/);
  const speed = dialog.getByRole("checkbox", { name: "25 steps per second, as chosen" });
  await expect(code).toHaveValue(/&amp;speed=25&amp;/);
  await speed.uncheck();
  await expect(code).not.toHaveValue(/speed=/);
  await expect(dialog.getByText("The code has the settings as they are now.")).toBeVisible();
  await page.keyboard.press("Escape");

  // A frame that plays begins a finished run again; one that does not shows its end.
  await makeStep(3);
  await makeStep(4);
  await share();
  await expect(step).toHaveCount(0);
  await expect(code).not.toHaveValue(/step=/);
  await dialog.getByRole("checkbox", { name: "Play when visible" }).uncheck();
  await expect(dialog.getByRole("checkbox", { name: "Show step 4" })).toBeChecked();
  await expect(code).toHaveValue(/&amp;step=4&amp;/);
});

test.describe("without an origin of its own", () => {
  // The browser's own words about what it does not load.
  test.use({
    expectedComplaints: /CORS|Failed to load|ERR_FAILED|preloaded|sandboxed|Worker|request to file/,
  });

  test("a frame in a sandbox says what it needs, whether or not its host sends CORS headers", async ({
    around,
  }) => {
    const { page, lab } = around;
    const frame = (id: string, sandbox: string) =>
      `<iframe id="${id}" sandbox="${sandbox}" width="800" height="450" src="${lab}#${QUICK}&embed=loss"></iframe>`;
    await around.open(
      `${frame("none", "")}${frame("scripts", "allow-scripts")}${frame("both", "allow-scripts allow-same-origin")}`,
    );
    const needs = 'sandbox="allow-scripts allow-same-origin"';
    await expect(around.frame("scripts").getByRole("alert")).toContainText(
      `its sandbox lets a page neither load its program nor start workers. The frame needs ${needs}.`,
    );
    await expect(around.frame("none").locator("body")).toContainText(
      `a frame with a sandbox needs ${needs}`,
      {
        useInnerText: true,
      },
    );
    // A frame that is scrolled away is not drawn.
    await page.locator("#both").scrollIntoViewIfNeeded();
    await expect(around.frame("both").getByRole("figure", { name: "Loss" })).toBeVisible();

    await page.route(`${lab}**`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), "access-control-allow-origin": "*" },
      });
    });
    await around.open(`${frame("open", "allow-scripts")}`);
    await expect(around.frame("open").getByRole("alert")).toContainText(
      `forbids workers; it needs ${needs}`,
      {
        timeout: 60_000,
      },
    );
  });

  test("the page opened as a file says that it needs a web server, and how", async ({ page }) => {
    await page.goto(`file://${fileURLToPath(DIST)}#embed`);
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("was opened as a file, and a browser runs it only from a web server");
    await expect(alert).toContainText("python3 -m http.server");
    await expect(alert.getByRole("link")).toHaveCount(0);
  });
});
