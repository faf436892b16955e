import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { readResults } from "../../src/experiments/results-file";
import { fitnessOf } from "../../src/experiments/text-fitness";
import { expect, test } from "./faults-page";

/** Names that all differ, of few letters. */
const NAMES = Array.from({ length: 1500 }, (_, i) =>
  (i + 7 ** 5).toString(7).replace(/\d/g, (digit) => "aeimnrs"[Number(digit)]),
).join("\n");
const HEBREW = "ספר מוצא דרך. ילד קורא ספר. שמש רואה בית. ".repeat(150);
const MIXED = "किताब को पढ़ती है। cafe\u0301 👩🏾‍🔬😂 so\u00ADft بَيْتٌ می‌خواهم\r\n".repeat(150);

const taken = (page: Page) => page.getByRole("status", { name: "Your own text" });
const field = (page: Page) => page.getByRole("textbox", { name: "Text to train on" });

/** Takes a text from a file. */
async function take(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel("Text file").setInputFiles({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  await expect(taken(page)).toContainText(name);
  await expect(taken(page)).toContainText("Good for");
}

test("a list of names is taken for its characters; its words are refused where they are chosen, with the share", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  await take(page, "names.txt", NAMES);
  const refusal = /ot good for Next word: 100\s%\sof its words occur only once, which cannot be learned\./;
  await expect(taken(page)).toContainText(refusal);
  await expect(taken(page)).toContainText("Good for Next character.");

  await page.getByRole("complementary").getByRole("combobox", { name: "Text" }).selectOption("own");
  const note = page.getByRole("complementary").getByRole("alert");
  await expect(note).toContainText(refusal);
  await lab.button("Run").click();
  await expect(page.getByRole("alert").first()).toContainText(refusal);
  await expect(page.getByRole("status", { name: "Runs" })).toHaveText("0 of 54 runs");
  await note.getByRole("button", { name: "Choose Next character" }).click();
  await expect(page.getByRole("heading", { name: "Next character, as quick as a lecture" })).toBeVisible();
  await expect(note).toHaveCount(0);
  await expect(page.getByRole("complementary").getByRole("combobox", { name: "Text" })).toHaveValue("own");

  await page.goto("about:blank");
  await page.goto("/#task=words&text=own&length=20&units=8&batch=4");
  await expect(page.getByText("The networks could not be prepared.")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: refusal }).first()).toBeVisible();
  await lab.button("Choose Next character").click();
  await expect(page.getByText("of your own text and predict the next one: one of 8 common")).toBeVisible();
});

test("a pasted or dropped text of megabytes is taken at once, and the field stays empty", async ({
  page,
}) => {
  await page.goto("/#screen=experiments");
  const handOver = (event: "paste" | "drop", file: string | null) =>
    field(page).evaluate(
      (area, [event, file]) => {
        const data = new DataTransfer();
        const text = "to be or not to be, ".repeat(120_000);
        if (file) data.items.add(new File([text], file, { type: "text/plain" }));
        else data.setData("text/plain", text);
        const init = { bubbles: true, cancelable: true };
        return area.dispatchEvent(
          event === "paste"
            ? new ClipboardEvent(event, { ...init, clipboardData: data })
            : new DragEvent(event, { ...init, dataTransfer: data }),
        );
      },
      [event, file] as const,
    );
  // False: the browser’s own insertion is prevented.
  expect(await handOver("paste", null)).toBe(false);
  await expect(taken(page)).toContainText(/^Pasted text, .*2\.3 MB/, { timeout: 30_000 });
  await expect(field(page)).toHaveValue("");
  expect(await handOver("drop", "dropped.md")).toBe(false);
  await expect(taken(page)).toContainText(/^dropped\.md, .*2\.3 MB/, { timeout: 30_000 });
  expect(await handOver("drop", null)).toBe(false);
  await expect(taken(page)).toContainText(/^Pasted text, .*2\.3 MB/, { timeout: 30_000 });
  await field(page).fill("a".repeat(60_000));
  await expect(page.getByRole("alert")).toContainText(
    "The text was not accepted. Not good for Next word: it has hardly any spaces",
  );
  await expect(page.getByRole("alert")).toContainText(
    "Not good for Next character: it repeats a single character.",
  );
  await expect(field(page)).toHaveValue("");
});

test("a text that is written from right to left is laid out so: quotation, prompt, generated text, sequence", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  await field(page).fill(HEBREW);
  const isFromRight = (text: Locator) => expect(text).toHaveCSS("direction", "rtl");
  await isFromRight(field(page));
  await lab.button("Use this text").click();
  await isFromRight(taken(page).getByText("ספר"));

  await page.goto("about:blank");
  await lab.open("#task=words&text=own&length=10&units=8&batch=4&steps=20");
  const figure = lab.figure("Sequence");
  const line = figure.locator('text[direction="rtl"]');
  await expect(line).toContainText("◂");
  await expect(figure).toContainText(/The true next after “\u2068?[\u05d0-\u05ea.]+\u2069?” is/);

  await page.getByRole("link", { name: "Experiments" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill("ספר מוצא");
  await isFromRight(page.getByRole("textbox", { name: "Prompt" }));
  await lab.button("Next token").click();
  const written = page.getByRole("log", { name: "First text" }).locator("span");
  await expect(written).not.toHaveText("");
  for (let i = 0; i < 4; i++) await lab.button("Next token").click();
  await expect(written).toContainText(/[\u05d0-\u05ea]/);
  await isFromRight(written);
});

test("the page and the command split a text alike", async ({ page, lab }) => {
  await page.goto("/#screen=experiments");
  await take(page, "mixed.txt", MIXED);
  const plan = {
    format: "unitary-rnn-lab/plan",
    version: 1,
    name: "Alike",
    settings: { text: "own", length: 10, units: 8, batch: 4, steps: 2 },
    networks: [{ name: "exp", rule: "exp" }],
    grid: { task: ["words", "characters"] },
  };
  await page.getByLabel("Results or plan to open").setInputFiles({
    name: "plan.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(plan)),
  });
  await expect(page.getByRole("heading", { name: "Alike", exact: true })).toBeVisible();
  await lab.button("Run").click();
  await expect(page.getByRole("status", { name: "Runs" })).toHaveText("2 of 2 runs", { timeout: 60_000 });
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const { rows } = readResults(await readFile(await (await waiting).path(), "utf8"));
  const fitness = fitnessOf(MIXED);
  expect(rows.map(({ data }) => data)).toEqual([fitness.words.data, fitness.characters.data]);
});

test("a run keeps the text that it began with, also when it is forked; Reset begins with the new one", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  await take(page, "five.txt", "abcd ".repeat(2000));
  await page.goto("about:blank");
  await lab.open("#task=characters&text=own&length=10&units=8&batch=4&steps=20");
  await lab.button("Play").click();
  await lab.reaches(20);
  await page.getByRole("link", { name: "Experiments" }).click();
  await take(page, "six.txt", "uvwxy ".repeat(2000));
  await page.getByRole("link", { name: "Lab", exact: true }).click();
  await lab.says(/continues with the text that it began with\. Reset starts it again with the new one/);
  await lab.button("Fork here").click();
  await page.getByRole("button", { name: /^Fork lane B/ }).click();
  await expect(page.getByText("one of 5 common characters")).toBeVisible();
  await lab.button("Leave fork").click();
  await lab.button("Reset").click();
  await expect(page.getByText("one of 6 common characters")).toBeVisible();
});
