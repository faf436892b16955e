import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { packLecture } from "../../src/scenes/lecture-link";
import type { Lecture } from "../../src/scenes/scene";
import { expect, test } from "./lab-page";
import { savedEntries } from "./saved-entries";

const head = (page: Page) => page.getByRole("region", { name: "Scene", exact: true });
const panel = (page: Page) => page.getByRole("complementary", { name: "Lectures" });

/** Opens the list of lectures from the header. */
async function openList(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lectures", exact: true }).click();
  await expect(panel(page)).toBeVisible();
}

/** The sentence on the wall. */
const sentence = (page: Page) => head(page).getByRole("paragraph").first();

/** What a button saves, as the text of a file, and the file's name. */
async function saved(page: Page, save: () => Promise<void>): Promise<{ text: string; name: string }> {
  const saving = page.waitForEvent("download");
  await save();
  const download = await saving;
  return { text: await readFile(await download.path(), "utf8"), name: download.suggestedFilename() };
}

/** The scenes of a lecture that comes with the lab, from the file of a copy. */
async function scenesOf(page: Page, title: string): Promise<Lecture["scenes"]> {
  await openList(page);
  const shipped = panel(page).getByRole("listitem", { name: title, exact: true });
  await shipped.getByRole("button", { name: "Make a copy" }).click();
  const { text } = await saved(page, () => panel(page).getByRole("button", { name: "Save file" }).click());
  return (JSON.parse(text) as Lecture).scenes;
}

/** The sentences of each lecture that the browser keeps. */
async function keptSentences(page: Page): Promise<string[][]> {
  const entries = await savedEntries<Lecture>(page, "unitary-rnn-lab-lectures", "lectures");
  return entries.evaluate((all) => all.map(([, { scenes }]) => scenes.map(({ sentence }) => sentence)));
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

test("a lecture of one's own: views are added, changed, moved and deleted, and kept over a reload", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4&speed=5");
  await openList(page);
  await panel(page).getByRole("button", { name: "New lecture from this view" }).click();
  const first = panel(page).getByRole("listitem", { name: "Scene 1" });
  await expect(first).toContainText("#length=20&units=8&batch=4&speed=5");
  await panel(page).getByRole("textbox", { name: "Title" }).fill("Mine");
  await panel(page).getByRole("textbox", { name: "Sentence of scene 1" }).fill("First the lab.");
  await panel(page).getByRole("textbox", { name: "Notes of scene 1" }).fill("Say: hello.");
  await page.getByRole("link", { name: "Counterexample" }).click();
  await panel(page).getByRole("button", { name: "Add this view" }).click();
  await panel(page).getByRole("textbox", { name: "Sentence of scene 2" }).fill("Then the counterexample.");
  await panel(page).getByRole("button", { name: "Move scene 2 up" }).press("Enter");
  await expect(panel(page).getByRole("textbox", { name: "Sentence of scene 1" })).toHaveValue(
    "Then the counterexample.",
  );
  await panel(page).getByRole("button", { name: "Delete scene 1" }).click();
  await expect(panel(page).getByRole("listitem")).toHaveCount(1);
  await panel(page).getByRole("button", { name: "Undo: bring scene 1 back" }).click();
  await expect(panel(page).getByRole("listitem")).toHaveCount(2);

  // A reload may come before what was changed last is written.
  await expect.poll(() => keptSentences(page)).toEqual([["Then the counterexample.", "First the lab."]]);
  await page.reload();
  await openList(page);
  const mine = panel(page).getByRole("listitem", { name: "Mine" });
  await expect(mine).toContainText("Yours: 2 scenes.");
  await mine.getByRole("button", { name: "Present" }).click();
  await expect(sentence(page)).toHaveText("Then the counterexample.");
  await page.keyboard.press("PageDown");
  await expect(sentence(page)).toHaveText("First the lab.");
  await expect(lab.status("Step")).toBeVisible();
  // The page opens at the same scene of a lecture that this browser keeps.
  await page.reload();
  await expect(sentence(page)).toHaveText("First the lab.");
});

test("a view has the step of a paused run, but not after a change in mid-run, since its settings do not lead there", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4");
  await lab.button("Step").click();
  await lab.reaches(1);
  await openList(page);
  await panel(page).getByRole("button", { name: "New lecture from this view" }).click();
  await expect(panel(page).getByRole("listitem", { name: "Scene 1" })).toContainText("&step=1");
  await page.getByRole("slider", { name: "Learning rate" }).press("ArrowRight");
  await lab.button("Step").click();
  await lab.reaches(2);
  await panel(page).getByRole("button", { name: "Add this view" }).click();
  const second = panel(page).getByRole("listitem", { name: "Scene 2" });
  await expect(second).toContainText("&lr=");
  await expect(second).not.toContainText("step=");
});

test("a lecture of one's own goes out as a link and as a file, and comes back from both", async ({
  lab,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4");
  await openList(page);
  await panel(page).getByRole("button", { name: "New lecture from this view" }).click();
  await panel(page).getByRole("textbox", { name: "Sentence of scene 1" }).fill("Out and back.");
  await panel(page).getByRole("button", { name: "Copy link" }).click();
  await expect(panel(page).getByText("Link copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).hash).toMatch(/^#scenes=z\.[\w-]+$/);
  const { text, name } = await saved(page, () =>
    panel(page).getByRole("button", { name: "Save file" }).click(),
  );
  expect(name).toBe("unitary-rnn-lab_lecture_my-lecture.json");
  await panel(page).getByRole("button", { name: "Delete lecture" }).click();
  await panel(page).getByRole("button", { name: "Really delete it" }).click();
  await expect(panel(page).getByRole("listitem", { name: "My lecture" })).toHaveCount(0);

  const other = await context.newPage();
  await other.goto(link);
  await expect(sentence(other)).toHaveText("Out and back.");
  await other.close();

  // The page’s own Import takes the file, too.
  await panel(page).getByRole("button", { name: "Close" }).click();
  await page
    .getByLabel("File to import")
    .setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(panel(page).getByRole("listitem", { name: "My lecture" })).toContainText("Yours: 1 scene.");
  await page.getByLabel("Lecture to open").setInputFiles({
    name: "odd.json",
    mimeType: "application/json",
    buffer: Buffer.from(text.replace('"version": 1', '"version": 7')),
  });
  await expect(panel(page).getByRole("alert")).toHaveText(
    "odd.json was not opened. Its version is 7; this page reads version 1.",
  );
});

test("the presenter window has the notes and drives the wall, also after a reload, and the wall goes on without it", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await page.goto("/#scenes=vanishing&scene=2");
  const opening = context.waitForEvent("page");
  await head(page).getByRole("button", { name: "Notes in a presenter window" }).click();
  const presenter = await opening;
  await expect(presenter.getByRole("region", { name: "Notes" })).toContainText("two networks of 32 units");
  await expect(presenter.getByRole("region", { name: "Next scene" })).toContainText(
    "the plain RNN keeps 10⁻¹⁸",
  );
  await expect(presenter.getByRole("region", { name: "Time" })).toContainText(
    "planned: 5 min at the end of this scene, of 45 min",
  );
  await expect(presenter.getByRole("timer", { name: "Elapsed" })).toHaveText(/^0:\d\d$/);
  await presenter.getByRole("button", { name: "Next", exact: true }).click();
  await expect(head(page).getByRole("button", { name: "Scene 3 of 16" })).toBeVisible();
  await presenter.keyboard.press("PageDown");
  await expect(head(page).getByRole("button", { name: "Scene 4 of 16" })).toBeVisible();
  await presenter.getByRole("button", { name: "Pause" }).click();
  await expect(lab.button("Play")).toBeVisible();
  await presenter.getByRole("button", { name: "Reset" }).click();
  await expect.poll(() => lab.step()).toBe(0);
  await page.keyboard.press("PageUp");
  await expect(presenter.getByRole("heading", { name: "Scene 3 of 16" })).toBeVisible();

  await presenter.reload();
  await expect(presenter.getByRole("heading", { name: "Scene 3 of 16" })).toBeVisible();
  await presenter.getByRole("button", { name: "Back" }).click();
  await expect(head(page).getByRole("button", { name: "Scene 2 of 16" })).toBeVisible();

  await presenter.close();
  await expect(head(page).getByRole("button", { name: "Notes in a presenter window" })).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(head(page).getByRole("button", { name: "Scene 3 of 16" })).toBeVisible();
});

test("a presenter window that takes its time to close is waited for", async ({ lab, context }) => {
  const { page } = lab;
  await page.clock.install();
  await page.goto("/#scenes=ten-minutes");
  const notes = head(page).getByRole("button", { name: "Notes in a presenter window" });
  const opening = context.waitForEvent("page");
  await notes.click();
  const presenter = await opening;
  await expect(presenter.getByRole("region", { name: "Notes" })).toBeVisible();
  await presenter.evaluate(() => {
    let looks = 0;
    Object.defineProperty(window, "closed", { get: () => looks++ > 3 });
  });
  await presenter.close();
  await page.clock.runFor(5000);
  await expect(notes).toBeVisible();
});

test("a presenter window that shows another site, as after a file was dropped on it, is closed and can be opened again", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await page.goto("/#scenes=ten-minutes");
  const notes = head(page).getByRole("button", { name: "Notes in a presenter window" });
  for (let i = 0; i < 2; i++) {
    const opening = context.waitForEvent("page");
    await notes.click();
    const presenter = await opening;
    await expect(presenter.getByRole("region", { name: "Notes" })).toBeVisible();
    // It may be closed before it has loaded.
    await presenter.goto("data:text/html,another site").catch(() => {});
    await expect(notes).toBeVisible();
    await expect.poll(() => presenter.isClosed()).toBe(true);
  }
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

test("a presenter window that the browser blocks is said to be blocked", async ({ lab }) => {
  const { page } = lab;
  await page.addInitScript(() => {
    window.open = () => null;
  });
  await page.goto("/#scenes=ten-minutes");
  await head(page).getByRole("button", { name: "Notes in a presenter window" }).click();
  await expect(head(page).getByRole("alert")).toHaveText(
    "The browser blocked the presenter window: allow pop-ups for this page, then choose it again.",
  );
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
