import type { Page } from "@playwright/test";
import type { Lecture } from "../../src/scenes/scene";
import { expect, test } from "./lab-page";
import { openList, panel, saved, sentence } from "./lecture-page";
import { savedEntries } from "./saved-entries";

/** The sentences of each lecture that the browser keeps. */
async function keptSentences(page: Page): Promise<string[][]> {
  const entries = await savedEntries<Lecture>(page, "unitary-rnn-lab-lectures", "lectures");
  return entries.evaluate((all) => all.map(([, { scenes }]) => scenes.map(({ sentence }) => sentence)));
}

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

/** Opens the panel of a lecture in a second tab, beside its first. */
async function openOwn(page: Page, title: string): Promise<void> {
  await openList(page);
  await panel(page).getByRole("listitem", { name: title }).getByRole("button", { name: "Edit" }).click();
}
const words = (page: Page, scene = 1) =>
  panel(page).getByRole("textbox", { name: `Sentence of scene ${scene}` });

test("two tabs that change one lecture show each other's changes, and what both changed at once is kept twice", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4");
  await openList(page);
  await panel(page).getByRole("button", { name: "New lecture from this view" }).click();
  await words(page).fill("From the first tab");

  const second = await context.newPage();
  await second.goto("/#length=20&units=8&batch=4");
  await openOwn(second, "My lecture");
  await expect(words(second)).toHaveValue("From the first tab");
  await panel(second).getByRole("button", { name: "Add this view" }).click();
  await words(second, 2).fill("From the second tab");
  await expect(words(page, 2)).toHaveValue("From the second tab");
  await words(page).fill("From both tabs");
  await expect(words(second)).toHaveValue("From both tabs");
  await expect(panel(page).getByRole("alert")).toHaveCount(0);

  // The first tab hears nothing, as if it were asleep, and then changes what it has.
  await second.evaluate(() => {
    BroadcastChannel.prototype.postMessage = () => {};
  });
  await words(second).fill("Changed meanwhile");
  // It is kept by now.
  const third = await context.newPage();
  await third.goto("/#length=20&units=8&batch=4");
  await openOwn(third, "My lecture");
  await expect(words(third)).toHaveValue("Changed meanwhile");
  await words(page).press("End");
  await words(page).pressSequentially(", later");
  await expect(panel(page).getByRole("alert")).toHaveText(
    "Another tab has changed “My lecture” as well. What you have here is kept as “My lecture (from this tab)”, so nothing is lost.",
  );
  await expect(panel(page).getByRole("textbox", { name: "Title" })).toHaveValue("My lecture (from this tab)");
  await expect(words(page)).toHaveValue("From both tabs, later");
  await expect(words(page)).toBeFocused();
  await panel(page).getByRole("button", { name: "All lectures" }).click();
  await page.reload();
  await openOwn(page, "My lecture (from this tab)");
  await expect(words(page)).toHaveValue("From both tabs, later");
  await panel(page).getByRole("button", { name: "All lectures" }).click();
  await panel(page)
    .getByRole("listitem", { name: "My lecture", exact: true })
    .getByRole("button", { name: "Edit" })
    .click();
  await expect(words(page)).toHaveValue("Changed meanwhile");
});

test("a lecture that another tab deletes is no longer shown here, and is said to be deleted", async ({
  lab,
  context,
}) => {
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4");
  await openList(page);
  await panel(page).getByRole("button", { name: "New lecture from this view" }).click();
  const second = await context.newPage();
  await second.goto("/#length=20&units=8&batch=4");
  await openOwn(second, "My lecture");
  await panel(second).getByRole("button", { name: "Delete lecture" }).click();
  await panel(second).getByRole("button", { name: "Really delete it" }).click();
  await expect(panel(page).getByRole("alert")).toHaveText("“My lecture” was deleted in another tab.");
  await expect(panel(page).getByRole("listitem", { name: "My lecture" })).toHaveCount(0);
});

/** The sentences of the scenes in their order. */
const order = (page: Page) =>
  panel(page)
    .getByRole("textbox", { name: /^Sentence of/ })
    .evaluateAll((boxes) => boxes.map((box) => (box as HTMLTextAreaElement).value).join(" "));

for (const isTouch of [false, true]) {
  test.describe(`scenes are dragged by ${isTouch ? "a finger" : "a mouse"}`, () => {
    test.use({ hasTouch: isTouch });

    test("to another place, and Escape leaves them", async ({ lab }) => {
      const { page } = lab;
      await lab.open("#length=20&units=8&batch=4");
      await openList(page);
      await panel(page).getByRole("button", { name: "New lecture from this view" }).click();
      const all = ["one", "two", "three", "four", "five"];
      for (const [i, each] of all.entries()) {
        if (i > 0) await panel(page).getByRole("button", { name: "Add this view" }).click();
        await words(page, i + 1).fill(each);
      }
      const client = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", x: number, y: number) =>
        client.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: type === "touchEnd" ? [] : [{ x, y }],
        });
      /** Takes a scene by its grip and moves it onto another one. */
      const drag = async (from: number, onto: number) => {
        const grip = panel(page)
          .getByTitle("Drag to another place")
          .nth(from - 1);
        await grip.scrollIntoViewIfNeeded();
        const box = await grip.boundingBox();
        if (!box) throw new Error("The grip is not shown.");
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        if (isTouch) await touch("touchStart", x, y);
        else {
          await page.mouse.move(x, y);
          await page.mouse.down();
        }
        // All scenes are low now, and the taken one is where it was taken.
        await expect(panel(page).getByRole("button", { name: "Add this view" })).toBeAttached();
        await expect(panel(page).getByRole("textbox", { name: /^Notes of/ })).toHaveCount(0);
        const target = await panel(page)
          .getByRole("listitem")
          .nth(onto - 1)
          .boundingBox();
        if (!target) throw new Error("The scene is not shown.");
        const inside = onto > from ? 0.75 : 0.25;
        const end = onto === from ? y + 3 : target.y + target.height * inside;
        for (const part of [0.5, 1]) {
          if (isTouch) await touch("touchMove", x, y + (end - y) * part);
          else await page.mouse.move(x, y + (end - y) * part);
        }
        return () => (isTouch ? touch("touchEnd", x, end) : page.mouse.up());
      };
      // A hand that trembles moves nothing, although all scenes are lower now.
      await (await drag(4, 4))();
      await expect(panel(page).getByRole("textbox", { name: "Notes of scene 1" })).toBeVisible();
      expect(await order(page)).toBe("one two three four five");
      await (await drag(1, 4))();
      await expect.poll(() => order(page)).toBe("two three four one five");
      await (await drag(5, 1))();
      await expect.poll(() => order(page)).toBe("five two three four one");
      const drop = await drag(2, 3);
      await page.keyboard.press("Escape");
      await drop();
      await expect(panel(page).getByRole("textbox", { name: "Notes of scene 1" })).toBeVisible();
      expect(await order(page)).toBe("five two three four one");
    });
  });
}
