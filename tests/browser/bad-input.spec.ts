import { readdirSync } from "node:fs";
import fc from "fast-check";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { anyConfig, anyNonsense } from "../fuzz/arbitrary-config";
import { COUNTS } from "../fuzz/counts";
import { expect, test } from "./lab-page";

const SCRIPT = '<img src=x onerror="document.title=1"><script>document.title=2</script>';

test("the training worker answers any malformed message with a sentence, and then trains as usual", async ({
  page,
}) => {
  await page.goto("/#screen=about");
  const worker = readdirSync("dist/assets").find((name) => /^training\.worker-.*\.js$/.test(name));
  const broken = anyConfig().map((config) => ({ ...config, units: -1 }));
  const message = fc.oneof(
    anyNonsense,
    fc.record({ type: anyNonsense, config: anyConfig() }),
    fc.record({ type: fc.constantFrom("load", "adjust", "reset"), config: fc.oneof(anyNonsense, broken) }),
    fc.record({
      type: fc.constant("load"),
      config: anyConfig({ length: 9, units: 9 }),
      siteBase: fc.constant("::"),
      avoid: fc.constant([]),
    }),
  );
  // As JSON, so that values which cannot be sent to the page are not counted.
  const messages = fc.sample(message, COUNTS.messages).map((one) => JSON.stringify(one) ?? "null");
  const answers = await page.evaluate(
    async ({ file, messages, config }) => {
      const worker = new Worker(file, { type: "module" });
      const crashes: string[] = [];
      worker.onerror = (event) => crashes.push(event.message);
      const sentences: string[] = [];
      const step = await new Promise<number>((resolve) => {
        worker.onmessage = ({ data }) => {
          if (data.type === "failed") sentences.push(data.message);
          else if (data.type === "ready") worker.postMessage({ type: "play" });
          else if (data.type === "frame" && data.frame.step >= 10) resolve(data.frame.step);
        };
        for (const text of messages) worker.postMessage(JSON.parse(text));
        worker.postMessage({ type: "load", config, siteBase: document.baseURI.split("#")[0], avoid: [] });
      });
      worker.terminate();
      return { crashes, sentences, step };
    },
    { file: `/assets/${worker}`, messages, config: DEFAULT_CONFIG },
  );
  expect(answers.crashes).toEqual([]);
  expect(answers.sentences).toHaveLength(COUNTS.messages);
  for (const sentence of answers.sentences)
    expect(sentence).toMatch(/was refused: it must|must be an object|choose Your own data under Experiments/);
  expect(answers.step).toBeGreaterThanOrEqual(10);
});

test("names and values are data: a script in a file's name, its settings or the address is shown as text", async ({
  lab,
  page,
}) => {
  await lab.open(`#units=${encodeURIComponent(SCRIPT)}&${encodeURIComponent(SCRIPT)}=1&screen=lab`);
  const notices = page.getByRole("log", { name: "Notices" });
  await expect(notices).toContainText("units = “<img src=x onerror=");
  const run = { format: "unitary-rnn-lab/run", version: 1, config: { task: SCRIPT, [SCRIPT]: SCRIPT } };
  const drop = await page.evaluateHandle(
    ({ text, name }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    },
    { text: JSON.stringify(run), name: `${SCRIPT}.json` },
  );
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: drop });
  await expect(notices).toContainText("task = “<img src=x onerror=");
  await expect(notices).toContainText(`Settings taken from ${SCRIPT}.json`);
  await expect(page).toHaveTitle("Unitary RNN Lab");
  await expect(page.locator("img, script:not([integrity], [src='./not-served.js'])")).toHaveCount(0);
});

test("a run too large for the page is refused with the largest length that fits, and that length is used", async ({
  page,
}) => {
  const address = "screen=about&task=words&units=256&batch=128&vocabulary=2000&length=1000&a.numbers=complex";
  await page.goto(`/#${address}`);
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("unitary-rnn-lab.config")))
    .toMatch(/length=\d{3}(&|$)/);
  await expect.poll(() => page.url()).not.toContain("length=1000");
});

test("a length that is offered is taken: by a link, a file and the form, also for a text of one’s own", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  const text = Array.from({ length: 1080 }, (_, i) => `word${i % 50}`).join(" ");
  await page.getByRole("textbox", { name: "Text to train on" }).fill(text);
  await lab.button("Use this text").click();
  await expect(page.getByRole("status", { name: "Your own text" })).toContainText("Pasted text");

  // Of the memory alone it would be some hundred more.
  const large = { task: "words", text: "own", units: 256, batch: 128, vocabulary: 2000, length: 1000 };
  const query = Object.entries(large).map((pair) => pair.join("="));
  await page.goto("about:blank");
  await lab.open(`#${query.join("&")}`);
  const refusal = page.getByText(/length = “\d+” was refused/);
  await expect(refusal).toHaveText(/takes at most \d+ MB here\. The largest length that fits is 107\./);
  await expect.poll(() => page.url()).toContain("length=107");

  await lab.open("#task=words&text=own&units=8&batch=4&length=20");
  // The text is looked up before the link is followed.
  await expect(page.getByRole("textbox", { name: "Hidden units, as a number" })).toHaveValue("8");
  await page.getByLabel("File to import").setInputFiles({
    name: "large.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ ...large, units: 8, batch: 4, length: 400 })),
  });
  await expect(refusal).toHaveText(
    /“400” was refused: your text is too short for it\. The largest length that fits is 107\./,
  );
  await expect.poll(() => page.url()).toContain("length=107");

  await page.getByRole("slider", { name: "Sequence length" }).press("End");
  await lab.button("Reset").click();
  await expect(refusal.last()).toHaveText(
    /“1000” was refused: your text is too short for it\. The largest length that fits is 107\./,
  );
  await expect.poll(() => page.url()).toContain("length=107");
  await expect(lab.status("Step")).toContainText("step 0");
});
