import type { Page } from "@playwright/test";
import { packLecture } from "../../src/scenes/lecture-link";
import type { Lecture } from "../../src/scenes/scene";
import { expect, test } from "./lab-page";
import { head, openList, panel, saved, sentence } from "./lecture-page";

/** The scenes of a lecture that comes with the lab, from the file of a copy. */
async function scenesOf(page: Page, title: string): Promise<Lecture["scenes"]> {
  await openList(page);
  const shipped = panel(page).getByRole("listitem", { name: title, exact: true });
  await shipped.getByRole("button", { name: "Make a copy" }).click();
  const { text } = await saved(page, () => panel(page).getByRole("button", { name: "Save file" }).click());
  return (JSON.parse(text) as Lecture).scenes;
}

const SHIPPED = [
  ["ten-minutes", "Ten minutes: what the lab shows"],
  ["vanishing", "45 minutes: why recurrent networks forget"],
] as const;

for (const [id, title] of SHIPPED) {
  test(`the lecture ${id} is given by keys alone: each scene has its sentence and its screen`, async ({
    lab,
  }) => {
    test.setTimeout(180_000);
    const { page } = lab;
    await lab.open("#length=20&units=8&batch=4");
    const scenes = await scenesOf(page, title);
    await page.goto(`/#scenes=${id}`);
    for (const [i, { sentence: said, link, charts }] of scenes.entries()) {
      await expect(sentence(page)).toHaveText(said);
      await expect(
        head(page).getByRole("button", { name: `Scene ${i + 1} of ${scenes.length}` }),
      ).toBeVisible();
      await expect.poll(() => new URL(page.url()).hash).toContain(`scenes=${id}&scene=${i + 1}`);
      if (!link.includes("screen=")) {
        await expect(lab.status("Step")).toBeVisible();
        await expect(page.getByRole("figure")).toHaveCount(charts.length);
        await expect(page.getByRole("slider", { name: "History" })).toBeVisible();
        await expect(page.getByRole("combobox", { name: "Preset" })).toBeVisible();
      } else await expect(page.getByRole("figure").first()).toBeVisible();
      if (i < scenes.length - 1) await page.keyboard.press("PageDown");
    }
    // There is nothing behind the last scene, and the one before it is one key back.
    await page.keyboard.press("PageDown");
    await page.keyboard.press("PageUp");
    await expect(sentence(page)).toHaveText(scenes[scenes.length - 2].sentence);
    await page.keyboard.press("Escape");
    await expect(head(page)).toBeHidden();
    await expect.poll(() => new URL(page.url()).hash).not.toContain("scenes=");
  });
}

test("a scene plays, keeps the run that goes on, or begins it anew, as it says", async ({ lab }) => {
  const { page } = lab;
  await page.goto("/#scenes=vanishing&scene=4");
  await lab.reaches(1);
  await expect(lab.button("Pause")).toBeVisible();
  await page.keyboard.press("Space");
  const step = await lab.step();
  // The scene before it keeps a run with its settings.
  await page.keyboard.press("PageUp");
  await expect(head(page).getByRole("button", { name: "Scene 3 of 16" })).toBeVisible();
  await expect.poll(() => lab.step()).toBeGreaterThanOrEqual(step);
  // Also with the focus in a control, such as the learning rate, which has these keys itself.
  await page.getByRole("slider", { name: "Learning rate" }).focus();
  await page.keyboard.press("PageUp");
  await expect(head(page).getByRole("button", { name: "Scene 2 of 16" })).toBeVisible();
  await expect.poll(() => lab.step()).toBe(0);
  await expect(page.getByRole("radio", { name: "25", exact: true })).toBeChecked();
});

test("the list of scenes leads to any of them, and Present goes on where Escape left", async ({ lab }) => {
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4");
  await openList(page);
  await panel(page)
    .getByRole("listitem", { name: "Ten minutes: what the lab shows" })
    .getByRole("button", { name: "Present" })
    .click();
  await head(page).getByRole("button", { name: "Scene 1 of 12" }).click();
  await page
    .getByRole("dialog", { name: "Scenes" })
    .getByRole("button", { name: /W a little too large/ })
    .click();
  await expect(sentence(page)).toHaveText("W a little too large, and the gradient explodes.");
  await expect(page.getByRole("combobox", { name: "Preset" })).toHaveValue("explode");
  await page.getByRole("button", { name: "Leave presentation" }).click();
  await expect(head(page)).toBeHidden();
  await openList(page);
  await panel(page).getByRole("button", { name: "Continue at scene 6" }).click();
  await expect(sentence(page)).toHaveText("W a little too large, and the gradient explodes.");
});

test("a scene whose link names a lecture, its own or another, or a frame, is shown in its place on the wall", async ({
  lab,
}) => {
  const { page } = lab;
  const scene = { charts: [], entry: "fresh", notes: "", minutes: 0 } as const;
  const rest = "length=20&units=8&batch=4";
  const scenes = await packLecture({
    title: "Links that were copied",
    scenes: [
      { ...scene, link: `#${rest}&scenes=ten-minutes&scene=3`, sentence: "First" },
      { ...scene, link: `#scene=1&embed=loss&${rest}`, sentence: "Second" },
    ],
  });
  await page.goto(`/#scenes=${scenes}`);
  await expect(sentence(page)).toHaveText("First");
  await page.keyboard.press("PageDown");
  await expect(sentence(page)).toHaveText("Second");
  await expect(lab.status("Step")).toContainText("step 0");
  await expect(page.getByRole("slider", { name: "History" })).toBeVisible();
  await expect.poll(() => new URL(page.url()).hash).toContain(`scenes=${scenes}&scene=2`);
});

test("a lecture that is not there, or did not arrive whole, is said so, and the page opens", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("#scenes=yours&length=20&units=8");
  await expect(page.getByText(/There is no lecture “yours” here/)).toBeVisible();
  await lab.open("#scenes=z.AAAA&length=21&units=8");
  await expect(page.getByText(/The lecture in the link did not arrive whole/)).toBeVisible();
});

test("Back out of a lecture shows the page as it was before, and Forward the lecture", async ({ lab }) => {
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4");
  await openList(page);
  await panel(page)
    .getByRole("listitem", { name: "45 minutes: why recurrent networks forget" })
    .getByRole("button", { name: "Present" })
    .click();
  for (let i = 0; i < 4; i++) await page.keyboard.press("PageDown");
  await expect(sentence(page)).toHaveText(/The gradient is a product/);
  await expect(page.getByRole("figure")).toHaveCount(1);

  await page.goBack();
  await expect(head(page)).toBeHidden();
  await expect(page.getByRole("combobox", { name: "Gradient shown" })).toHaveValue("relative");
  await expect(page.getByRole("figure")).toHaveCount(6);
  await expect.poll(() => new URL(page.url()).hash).toBe("#length=20&units=8&batch=4");

  await page.goForward();
  await expect(sentence(page)).toHaveText(/The gradient is a product/);
  await expect(page.getByRole("figure")).toHaveCount(1);
  await expect.poll(() => new URL(page.url()).hash).toContain("scenes=vanishing&scene=5");
  // The page has shown another address since, so that Continue shows the scene again.
  await page.goBack();
  await expect(head(page)).toBeHidden();
  await openList(page);
  await panel(page).getByRole("button", { name: "Continue at scene 5" }).click();
  await expect(sentence(page)).toHaveText(/The gradient is a product/);
  await expect(page.getByRole("combobox", { name: "Gradient shown" })).toHaveValue("split");
});

test("a link of the lesson leads away from the scene and not out of the lecture, and Back to the scene", async ({
  lab,
}) => {
  const { page } = lab;
  const scene = { entry: "fresh", notes: "", minutes: 0 } as const;
  const scenes = await packLecture({
    title: "With links",
    scenes: [
      { ...scene, link: "#length=20&units=8&batch=4", charts: ["loss"], sentence: "The lab" },
      { ...scene, link: "#screen=why&why.chapter=eigenvalues", charts: [], sentence: "The lesson" },
    ],
  });
  await page.goto(`/#scenes=${scenes}&scene=2`);
  const chapter = page.getByRole("heading", { name: /Eigenvalues/ }).first();
  await expect(chapter).toBeInViewport();
  await page.getByRole("link", { name: "Watch both in the lab" }).click();
  await expect(page.getByRole("combobox", { name: "Preset" })).toHaveValue("clipping");
  await expect(sentence(page)).toHaveText("The lesson");
  await expect.poll(() => new URL(page.url()).hash).toContain(`scenes=${scenes}&scene=2`);
  await page.goBack();
  await expect(chapter).toBeVisible();
  await expect(sentence(page)).toHaveText("The lesson");
  // What is typed into the address leaves the lecture.
  await page.evaluate(() => {
    location.hash = "#units=8&length=20";
  });
  await expect(head(page)).toBeHidden();
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#length=20&units=8/);
});

test("where an LSTM hands on more than h, both charts of the gates name the gradient alike", async ({
  lab,
}) => {
  const { page } = lab;
  await page.goto("/#scenes=vanishing&scene=10");
  const [gradient, sequence] = [lab.figure("Gradient norm through time"), lab.figure("Hidden states")];
  await lab.reaches(1);
  await expect(gradient).toContainText("‖∂LT/∂statet‖ ÷ ‖∂LT/∂stateT‖");
  await expect(sequence).toContainText("gradient of this sequence");
  await expect(gradient).not.toContainText("∂ht");
  await expect(sequence).not.toContainText("∂ht");
  // Two networks without a c have h.
  await page.keyboard.press("PageDown");
  await page.keyboard.press("1");
  await expect(gradient).toContainText("‖∂LT/∂ht‖ ÷ ‖∂LT/∂hT‖");
});

test.describe("on an XGA projector", () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test("what a scene shows is on the wall without scrolling, and its figures are not small", async ({
    lab,
  }) => {
    const { page } = lab;
    for (const [at, figure, least, cut] of [
      ["ten-minutes&scene=9", "Loss", 400, 0],
      // Ten networks at three lengths: what is below the first two is scrolled to, so that names can be read.
      ["ten-minutes&scene=11", "Accuracy by network", 500, 1],
      ["vanishing&scene=6", "Norm of the powers of W", 300, 0],
      ["vanishing&scene=12", "Unitarity drift", 60, 0],
      ["vanishing&scene=16", "The ring of a linear recurrent unit", 400, 0],
    ] as const) {
      await page.goto(`/#scenes=${at}`);
      await expect(lab.figure(figure)).toBeVisible();
      await expect
        .poll(
          () =>
            page.evaluate((least) => {
              const boxes = [...document.querySelectorAll("figure [data-plot]")].map((plot) =>
                plot.getBoundingClientRect(),
              );
              const code = document.querySelector("pre");
              return {
                scrolls: document.documentElement.scrollHeight > innerHeight,
                // Of the experiments there are more below.
                cut: boxes.filter(({ top, bottom }) => top < innerHeight && bottom > innerHeight).length,
                isCodeCut: code !== null && code.scrollWidth > code.clientWidth,
                areSmall: boxes.some(
                  ({ top, width, height }) => width > 0 && top < innerHeight && height < least,
                ),
              };
            }, least),
          { message: at },
        )
        .toEqual({ scrolls: false, cut, isCodeCut: false, areSmall: false });
    }
  });
});
