import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { readResults } from "../../src/experiments/results-file";
import type { Row } from "../../src/experiments/row";
import { violations } from "./axe";
import { expect, test } from "./lab-page";

const command = promisify(execFile);

/** Fifty images of 5×6 pixels: those of class k are bright in row k, by a pattern that needs no random numbers. */
const [COUNT, ROWS, COLUMNS, CLASSES] = [50, 5, 6, 3];
const LABELS = Uint8Array.from({ length: COUNT }, (_, i) => [0, 1, 1, 2, 1][i % 5]);
const PIXELS = Uint8Array.from({ length: COUNT * ROWS * COLUMNS }, (_, at) => {
  const [image, row] = [Math.floor(at / (ROWS * COLUMNS)), Math.floor(at / COLUMNS) % ROWS];
  return row === LABELS[image] ? 200 + (at % 50) : (at * 37) % 60;
});

/** An IDX file of bytes, as its format says: 0, 0, the type 8, the axes, their lengths in big-endian, the bytes. */
function idx(shape: readonly number[], bytes: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  for (const [axis, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, bytes]);
}

/** An NPY file, format 1, as NumPy’s documentation has it. */
function npy(shape: readonly number[], type: string, values: ArrayBufferView): Buffer {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const header = `${text.padEnd(117)}\n`;
  const begin = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
  const numbers = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([begin, Buffer.from(header), numbers]);
}

const IMAGES = idx([COUNT, ROWS, COLUMNS], PIXELS);
const ANSWERS = Float32Array.from(LABELS, (label) => label / 4 - 0.25);
const CSV = Array.from({ length: COUNT }, (_, i) =>
  [...PIXELS.subarray(i * 30, i * 30 + 4), LABELS[i]].join(";"),
).join("\n");
const NPZ = Buffer.from(
  zipSync({
    "x.npy": npy([COUNT, 30], "<f4", Float32Array.from(PIXELS)),
    "y.npy": npy([COUNT], "<i8", BigInt64Array.from(LABELS, BigInt)),
  }),
);

const PLAN = {
  format: "unitary-rnn-lab/plan",
  version: 1,
  name: "Bright rows",
  settings: { task: "own-classes", order: "permuted", units: 8, batch: 8, steps: 40 },
  networks: [
    { name: "RNN", rule: "none", init: "uniform" },
    { name: "Exact exp", rule: "exp", precondition: "adam" },
  ],
  grid: { seed: [1, 2] },
};

const section = (page: Page) => page.getByRole("region", { name: "Data files" });
const preview = (page: Page) => page.getByRole("status", { name: "What was read" });
const runs = (page: Page) => page.getByRole("status", { name: "Runs" });
const sidebar = (page: Page) => page.getByRole("complementary", { name: "Settings of the plan" });

async function choose(page: Page, label: "Data" | "Labels", name: string, buffer: Buffer): Promise<void> {
  await section(page)
    .getByLabel(`${label} file`, { exact: true })
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
}

async function openPlan(page: Page, plan: { readonly name: string }): Promise<void> {
  await page.getByLabel("Results or plan to open").setInputFiles({
    name: "plan.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(plan)),
  });
  await expect(page.getByRole("heading", { name: plan.name, exact: true })).toBeVisible();
}

async function results(page: Page) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  return readResults(await readFile(await (await waiting).path(), "utf8"));
}

const timeless = ({ seconds: _s, curve: { seconds: _c, ...curve }, ...row }: Row) => ({ ...row, curve });

test("images and labels are read, shown and trained on, with the numbers of the command", async ({
  page,
  lab,
}, info) => {
  await page.goto("/#screen=experiments");
  await openPlan(page, PLAN);
  await lab.button("Run").click();
  await expect(page.getByRole("alert")).toHaveText(
    "This plan reads data of your own: choose their file in the settings of the plan.",
  );
  await choose(page, "Data", "images.gz", gzipSync(IMAGES));
  await expect(section(page).getByRole("alert")).toHaveText(
    "images.gz has the shape 50 × 5 × 6 and no column for labels: choose their file beside Labels.",
  );
  await choose(page, "Labels", "labels-idx1-ubyte", idx([COUNT], LABELS));
  await expect(preview(page)).toContainText(
    "45 sequences of 30 time steps with a number each, classes 0 to 2; the last 5 more are held out. Inputs are 0 to 0.9",
  );
  await expect(preview(page)).toContainText("Each class has 9 to 27 training sequences.");
  await expect(preview(page)).toContainText(
    /A run takes at most \d+ MB of memory with them; \d+ at a time\./,
  );
  // The first image of class 1, pixel by pixel, in the middle row of the picture.
  const sample = section(page).getByRole("img", { name: "class 1" });
  const drawn = await sample.evaluate((canvas: HTMLCanvasElement) => [
    ...(canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? []),
  ]);
  const first = LABELS.indexOf(1) * ROWS * COLUMNS;
  expect(drawn.filter((_, i) => i % 4 === 0)).toEqual([...PIXELS.subarray(first, first + ROWS * COLUMNS)]);
  expect(await violations(page)).toEqual([]);

  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("4 of 4 runs", { timeout: 60_000 });
  const here = await results(page);
  expect(here.plan.data).toMatchObject({ data: "images.gz", labels: "labels-idx1-ubyte" });
  expect(page.url()).not.toContain("images");
  const digest = String(here.plan.data?.digest);
  await expect(preview(page)).toContainText(digest);

  const [plan, out] = [info.outputPath("plan.json"), info.outputPath("results.jsonl")];
  await writeFile(plan, JSON.stringify(PLAN));
  await writeFile(info.outputPath("images.gz"), gzipSync(IMAGES));
  await writeFile(info.outputPath("labels"), idx([COUNT], LABELS));
  const files = ["--data", info.outputPath("images.gz"), "--labels", info.outputPath("labels")];
  const args = ["scripts/experiment.mjs", plan, "--out", out, ...files];
  await command(process.execPath, args, { timeout: 120_000 });
  const there = readResults(await readFile(out, "utf8"));
  expect(here.rows).toHaveLength(4);
  expect(here.rows.map(timeless)).toEqual(there.rows.map(timeless));
});

test("after a reload the page keeps the rows, and asks for the same files to continue", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  await openPlan(page, PLAN);
  await choose(page, "Data", "images.gz", gzipSync(IMAGES));
  await choose(page, "Labels", "labels-idx1-ubyte", idx([COUNT], LABELS));
  await expect(preview(page)).toContainText("of memory with them");
  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("4 of 4 runs", { timeout: 60_000 });
  const digest = String((await results(page)).plan.data?.digest);
  await page.reload();
  await expect(runs(page)).toHaveText("4 of 4 runs");
  await expect(page.getByRole("status", { name: "Wanted" })).toContainText(
    `This plan is for images.gz, labels-idx1-ubyte (digest ${digest})`,
  );
  // One more seed needs the files.
  const seeds = sidebar(page).getByRole("textbox", { name: "seeds" });
  await seeds.fill("1, 2, 3");
  await seeds.press("Enter");
  await expect(runs(page)).toHaveText("4 of 6 runs");
  await lab.button("Continue").click();
  await expect(page.getByRole("alert").first()).toContainText(
    "This plan reads images.gz, labels-idx1-ubyte, which the browser does not keep: choose them again",
  );
  const others = Uint8Array.from(LABELS, (label) => (label + 1) % CLASSES);
  await choose(page, "Labels", "other-labels", idx([COUNT], others));
  await choose(page, "Data", "images.gz", gzipSync(IMAGES));
  await expect(section(page).getByRole("alert")).toContainText(
    "These are other data than those of images.gz, labels-idx1-ubyte, which this plan is for: its results would",
  );
  await expect(runs(page)).toHaveText("4 of 6 runs");
  await choose(page, "Labels", "labels-idx1-ubyte", idx([COUNT], LABELS));
  await expect(preview(page)).toContainText(digest);
  await expect(section(page).getByRole("alert")).toHaveCount(0);
  await lab.button("Continue").click();
  await expect(runs(page)).toHaveText("6 of 6 runs", { timeout: 60_000 });
});

test("a plan on own data is chosen beside the others, and takes CSV, NPY and NPZ, for classes or numbers", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  await sidebar(page).getByRole("combobox", { name: "Plan" }).selectOption("Your own data");
  await choose(page, "Data", "rows.csv", Buffer.from(CSV));
  await expect(preview(page)).toContainText(
    "45 sequences of 4 time steps with a number each, classes 0 to 2",
  );
  await choose(page, "Data", "all.npz", NPZ);
  await expect(preview(page)).toContainText(
    "45 sequences of 30 time steps with a number each, classes 0 to 2",
  );
  await choose(page, "Data", "x.npy", npy([COUNT, 10, 3], "<f4", Float32Array.from(PIXELS)));
  await expect(section(page).getByRole("alert")).toContainText(
    "x.npy has the shape 50 × 10 × 3 and no column",
  );
  await choose(page, "Labels", "y.npy", npy([COUNT], "<f4", ANSWERS));
  await expect(section(page).getByRole("alert")).toHaveText(
    "y.npy: label 1 is -0.25, and a class is a whole number from 0 to 1999. For numbers to answer choose numbers beside Answer.",
  );
  await section(page).getByRole("combobox", { name: "Answer" }).selectOption("numbers");
  await expect(preview(page)).toContainText(
    `45 sequences of 10 time steps with 3 numbers each, a number to answer; the last 5 more are held out. Inputs are 0 to ${Math.max(...PIXELS.subarray(0, 45 * 30))}. Answers are −0.25 to 0.25.`,
  );
  await expect(section(page).getByRole("img", { name: "answer −0.25" }).first()).toBeVisible();
  const steps = sidebar(page).getByRole("textbox", { name: "steps" });
  await steps.fill("5");
  await steps.press("Enter");
  const seeds = sidebar(page).getByRole("textbox", { name: "seeds" });
  await seeds.fill("1");
  await seeds.press("Enter");
  await expect(runs(page)).toHaveText("0 of 3 runs");
  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("3 of 3 runs", { timeout: 60_000 });
  const { rows } = await results(page);
  expect(rows.map(({ outcome, task, point }) => [outcome, task, point.seed])).toEqual(
    Array(3).fill(["finished", "own-numbers", 1]),
  );
});

test("wrong files are refused with sentences, and long sequences with the offer of large sizes", async ({
  page,
}) => {
  await page.goto("/#screen=experiments");
  await sidebar(page).getByRole("combobox", { name: "Plan" }).selectOption("Your own data");
  const alert = section(page).getByRole("alert");
  await choose(page, "Data", "cut-idx3-ubyte", IMAGES.subarray(0, 500));
  await expect(alert).toHaveText(
    "cut-idx3-ubyte: it should have 1,516 bytes for 50 × 5 × 6 numbers of 1 byte, as its beginning says, and has 500: it was cut off; copy it again.",
  );
  await choose(page, "Data", "ragged.csv", Buffer.from("1,2,3\n4,5\n"));
  await expect(alert).toHaveText(
    "ragged.csv: line 2 has 2 values, and line 1 has 3: all sequences must be equally long.",
  );
  const long = Array.from({ length: 20 }, (_, i) => [...Array(1200).fill(i), i % 2].join(",")).join("\n");
  await choose(page, "Data", "long.csv", Buffer.from(long));
  await expect(alert).toContainText("length = “1200” was refused: it must be a whole number from 1 to 1000.");
  await alert.getByRole("button", { name: "Switch on large sizes" }).click();
  await expect(alert).toHaveCount(0);
  await expect(preview(page)).toContainText(/18\ssequences of 1\s200\stime steps .* of memory with them/);
});

test("files that are dropped on the screen are taken by their names, also while another plan is chosen", async ({
  page,
}) => {
  await page.goto("/#screen=experiments");
  await page.getByRole("main").evaluate(
    (main, [images, labels]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(labels)], "train-labels-idx1-ubyte"));
      data.items.add(new File([Uint8Array.from(images)], "train-images-idx3-ubyte"));
      main.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
    },
    [[...IMAGES], [...idx([COUNT], LABELS)]],
  );
  await expect(preview(page)).toContainText("45 sequences of 30 time steps");
  await expect(page.getByRole("heading", { name: "Your own data", exact: true }).first()).toBeVisible();
});
