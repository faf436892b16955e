import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ownDataFrom } from "../../scripts/own-data";
import { parseField } from "../../src/config/parse";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { checkedPlan } from "../../src/experiments/checked-plan";
import { expand } from "../../src/experiments/expand";
import { dataKind, withData, withoutData } from "../../src/experiments/own-data-plan";
import { parsePlan, planJson, sameRuns } from "../../src/experiments/plan";
import { random } from "../../src/math/random";
import { readCsv } from "../../src/own-data/csv-table";
import { rangesOf, samplesOf } from "../../src/own-data/describe";
import { readIdx } from "../../src/own-data/idx";
import { readNpy } from "../../src/own-data/npy";
import { type OwnData, ownData } from "../../src/own-data/own-data";
import { ownTask } from "../../src/own-data/own-task";

/** Files that NumPy 2.4.6 and Python's struct wrote. */
const file = (name: string) => join("tests/files/own-data", name);
const bytesOf = (name: string) => new Uint8Array(readFileSync(file(name)));
const FLOATS = [0.5, -1.25, 3, 4, 5, 6.5];
/** The first of twenty images of 4×4 pixels, and the classes of all. */
const FIRST = [255, 228, 34, 121, 243, 189, 6, 131, 102, 168, 82, 193, 187, 150, 81, 243];
const LABELS = [1, 1, 2, 2, 0, 1, 2, 0, 1, 2, 1, 1, 2, 1, 2, 2, 0, 0, 1, 2];

const folder = mkdtempSync(join(tmpdir(), "own-data-"));
afterAll(() => rmSync(folder, { recursive: true }));
/** A file with this content. */
function written(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const silent = () => {};

describe("a file of numbers", () => {
  it("in NPY has the numbers that NumPy wrote", () => {
    const float = readNpy(bytesOf("float.npy"));
    expect([float.shape, [...float.values]]).toEqual([[2, 3], FLOATS]);
    const short = readNpy(bytesOf("short.npy"));
    expect([short.shape, [...short.values]]).toEqual([
      [2, 2, 2],
      [1, -2, 3, 4, 5, 6, 7, -8],
    ]);
    // NumPy's own whole numbers have 64 bits.
    expect([...readNpy(bytesOf("labels.npy")).values]).toEqual([1, 0, 2]);
  });

  it("in IDX has its numbers, which are big-endian", () => {
    const { shape, values } = readIdx(bytesOf("numbers-idx2-float"));
    expect([shape, [...values]]).toEqual([[2, 3], FLOATS]);
    expect([...readIdx(bytesOf("labels-idx1-ubyte")).values]).toEqual(LABELS);
  });

  it("in CSV has its numbers, with or without names above them and whatever separates them", () => {
    for (const text of [
      "0.5,-1.25,3\n4,5,6.5\n",
      "a;b;c\r\n0.5;−1.25;3\r\n4;5;6.5",
      '0.5\t"-1.25"\t3\n4\t5\t6.5\n\n',
    ]) {
      const { shape, values } = readCsv(text);
      expect([shape, [...values]]).toEqual([[2, 3], FLOATS]);
    }
  });

  const cut = (name: string, length: number) => bytesOf(name).slice(0, length);
  it.each<[string, () => unknown, string]>([
    [
      "a truncated IDX",
      () => readIdx(cut("numbers-idx2-float", 30)),
      "should have 36 bytes for 2 × 3 numbers of 4 bytes, as its beginning says, and has 30: it was cut off",
    ],
    [
      "an IDX of which the header is cut",
      () => readIdx(cut("numbers-idx2-float", 6)),
      "ends within its header",
    ],
    [
      "a wrong magic",
      () => readIdx(Uint8Array.of(0, 1, 8, 3, 0)),
      "begins with the bytes 00 01 08 03, and an IDX file with 00 00",
    ],
    ["an empty file", () => readIdx(new Uint8Array()), "the bytes of an empty file"],
    [
      "a truncated NPY",
      () => readNpy(cut("float.npy", 148)),
      "should have 152 bytes for 2 × 3 numbers of 4 bytes, as its beginning says, and has 148",
    ],
    [
      "big-endian numbers",
      () => readNpy(bytesOf("big-endian.npy")),
      'big-endian (>f4): save it with array.astype("<f4")',
    ],
    [
      "Fortran order",
      () => readNpy(bytesOf("fortran.npy")),
      "Fortran order: save it with numpy.save of numpy.ascontiguousarray(array).",
    ],
    [
      "complex numbers",
      () => readNpy(bytesOf("complex.npy")),
      "of the type <c8, and those that are read are u1, i1",
    ],
    [
      "a ragged CSV",
      () => readCsv("1,2,3\n4,5\n"),
      "line 2 has 2 values, and line 1 has 3: all sequences must be equally long",
    ],
    [
      "a word in a CSV",
      () => readCsv("1,2\n3,four\n"),
      "line 2, column 2: “four” is not a number such as 0.25",
    ],
    ["NaN in a CSV", () => readCsv("1,2\nNaN,4\n"), "line 2, column 1: “NaN” is not a number"],
    ["a CSV without numbers", () => readCsv("a,b\n"), "has no line with numbers"],
  ])("is refused with a sentence: %s", (_what, read, sentence) => {
    expect(read).toThrow(sentence);
  });
});

describe("data of the user’s own", () => {
  it("are images and labels from IDX, also zipped, and the last tenth is held out", async () => {
    const said: string[] = [];
    const files = { data: file("images-idx3-ubyte.gz"), labels: file("labels-idx1-ubyte") };
    const data = await ownDataFrom("classes", files, (sentence) => said.push(sentence));
    expect([data.steps, data.width, data.outputs, data.training.count, data.heldOut.count]).toEqual([
      16, 1, 3, 18, 2,
    ]);
    expect([...data.training.inputs.subarray(0, 16)]).toEqual(FIRST);
    expect([...data.training.targets, ...data.heldOut.targets]).toEqual(LABELS);
    expect(said.at(-1)).toBe(
      "18 sequences of 16 time steps with a number each, classes 0 to 2; the last 2 more are held out.",
    );
  });

  it("are the same from NPZ, compressed or stored, where a held-out part may be in it", async () => {
    const fromIdx = await ownDataFrom(
      "classes",
      { data: file("images-idx3-ubyte.gz"), labels: file("labels-idx1-ubyte") },
      silent,
    );
    const stored = await ownDataFrom("classes", { data: file("stored.npz") }, silent);
    expect(stored.data).toBe(fromIdx.data);
    const apart = await ownDataFrom("classes", { data: file("images.npz") }, silent);
    expect([apart.training.count, apart.heldOut.count]).toEqual([20, 5]);
    expect(apart.data).not.toBe(fromIdx.data);
  });

  it("are sequences with their label in the last column, or numbers to answer from a second file", async () => {
    const rows = Array.from({ length: 10 }, (_, i) => `${i},${i + 0.5},${-i},${i % 2}`).join("\n");
    const csv = written("rows.csv", rows);
    const classes = await ownDataFrom("classes", { data: csv }, silent);
    expect([classes.steps, classes.width, classes.outputs]).toEqual([3, 1, 2]);
    expect([...classes.heldOut.inputs]).toEqual([9, 9.5, -9]);
    expect([...classes.heldOut.targets]).toEqual([1]);
    const answers = written("answers.csv", Array.from({ length: 10 }, (_, i) => `${i / 10},1`).join("\n"));
    const numbers = await ownDataFrom("numbers", { data: csv, labels: answers }, silent);
    expect([numbers.steps, numbers.outputs]).toEqual([4, 2]);
    expect([...numbers.heldOut.targets]).toEqual([Math.fround(0.9), 1]);
  });

  const array = (shape: number[], values: ArrayLike<number>) => ({
    shape,
    values: Float64Array.from(values),
  });
  const part = (shape: number[], values: ArrayLike<number>, labels: ArrayLike<number>) => ({
    name: "x.npy",
    inputs: array(shape, values),
    labels: { name: "y.npy", array: array([labels.length], labels) },
  });
  const REMEDIES = { labels: "choose their file", numbers: "Choose numbers." };
  const eight = Float64Array.from({ length: 8 }, (_, i) => i);
  it.each<[string, () => unknown, string]>([
    [
      "a NaN",
      () => ownData("classes", part([2, 2, 2], [0, 1, 2, 3, 4, 5, Number.NaN, 7], [0, 1]), null, REMEDIES),
      "x.npy: sequence 2 has NaN at time step 2: every number must be finite.",
    ],
    [
      "too few labels",
      () => ownData("classes", part([4, 2], eight, [0, 1]), null, REMEDIES),
      "y.npy has 2 labels, and x.npy 4 sequences",
    ],
    [
      "a label out of range",
      () => ownData("classes", part([2, 4], eight, [0, 2000]), null, REMEDIES),
      "y.npy: label 2 is 2000, and a class is a whole number from 0 to 1999.",
    ],
    [
      "a label that is no class",
      () => ownData("classes", part([2, 4], eight, [0.5, 1]), null, REMEDIES),
      "y.npy: label 1 is 0.5, and a class is a whole number from 0 to 1999. Choose numbers.",
    ],
    [
      "one sequence",
      () => ownData("classes", part([1, 8], eight, [0]), null, REMEDIES),
      "too few to hold a tenth of them out",
    ],
    [
      "a row of numbers",
      () => ownData("classes", part([8], eight, [0]), null, REMEDIES),
      "x.npy has the shape 8: sequences are N × T or N × T × d",
    ],
    [
      "a held-out part of another length",
      () => ownData("classes", part([2, 4], eight, [0, 1]), part([4, 2], eight, [0, 1, 0, 1]), REMEDIES),
      "x.npy: its sequences have 2 × 1 numbers, and those of x.npy 4 × 1",
    ],
  ])("are refused with a sentence: %s", (_what, make, sentence) => {
    expect(make).toThrow(sentence);
  });

  it("are refused by file, if that is another kind", async () => {
    const words = written("words.txt", "It is a truth universally acknowledged\n");
    await expect(ownDataFrom("classes", { data: words }, silent)).rejects.toThrow(
      `${words}: it has no line with numbers.`,
    );
    const wrong = written("wrong.npz", bytesOf("images.npz").slice(0, 900));
    await expect(ownDataFrom("classes", { data: wrong }, silent)).rejects.toThrow(
      `${wrong}: it could not be unzipped`,
    );
    await expect(ownDataFrom("classes", { data: file("images-idx3-ubyte.gz") }, silent)).rejects.toThrow(
      "no column for labels: name their file with --labels",
    );
    const zipped = bytesOf("images-idx3-ubyte.gz");
    zipped[zipped.length - 6] ^= 1;
    const damaged = written("damaged.gz", zipped);
    await expect(ownDataFrom("classes", { data: damaged }, silent)).rejects.toThrow(
      `${damaged}: it could not be uncompressed: it is damaged or was cut off`,
    );
    const image = written("image.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    await expect(ownDataFrom("classes", { data: image }, silent)).rejects.toThrow(
      `${image}: it is none of CSV (text in UTF-8 or UTF-16), NPY, NPZ and IDX.`,
    );
  });
});

describe("a run on data of the user’s own", () => {
  const config: RunConfig = { ...DEFAULT_CONFIG, task: "own-classes", length: 16 };
  const made = (): Promise<OwnData> => ownDataFrom("classes", { data: file("stored.npz") }, silent);

  it("reads each image pixel by pixel from 0 to 1, and answers with its class at the end", async () => {
    const task = ownTask(config, await made());
    const batch = task.batch(random(1, "x"), 200);
    expect([task.steps, task.inputs, task.outputs, task.head]).toEqual([16, 1, 3, "softmax"]);
    const images = Array.from({ length: 200 }, (_, k) =>
      Array.from({ length: 16 }, (_, t) => Math.round(255 * batch.inputs[t * 200 + k])).join(),
    );
    expect(images).toContain(FIRST.join());
    expect(new Set(images).size).toBe(18);
    expect(batch.targets[15 * 200 + images.indexOf(FIRST.join())]).toBe(LABELS[0]);
    expect([...batch.stepWeights].indexOf(1)).toBe(15);
    // Of 18 labels 4 are 0, 7 are 1 and 7 are 2; those held out are 1 and 2.
    const nats = -Math.log(8 / 21);
    expect(task.baseline.loss).toBeCloseTo(nats, 12);
    expect(task.baseline.accuracy).toBe(0.5);
  });

  it("permuted, reads the same numbers in one other order, drawn from the seed", async () => {
    const data = await made();
    const [given, one, other] = [
      config,
      { ...config, order: "permuted" as const },
      { ...config, order: "permuted" as const, seed: 2 },
    ].map((each) => ownTask(each, data).batch(random(1, "x"), 50).inputs as Float32Array);
    const column = (inputs: Float32Array, k: number) =>
      Array.from({ length: 16 }, (_, t) => inputs[t * 50 + k]);
    const places = column(one, 0).map((value) => column(given, 0).indexOf(value));
    expect(new Set(places).size).toBe(new Set(column(given, 0)).size);
    for (let k = 0; k < 50; k++) expect(column(one, k).toSorted()).toEqual(column(given, k).toSorted());
    expect(one).not.toEqual(given);
    expect(other).not.toEqual(one);
  });

  const plan = parsePlan({
    format: "unitary-rnn-lab/plan",
    version: 1,
    settings: { task: "own-classes", units: 200 },
    networks: [{ name: "x", rule: "exp" }],
    grid: { seed: [1] },
  });

  it("has the length of its data, which a plan may leave out and must not contradict", async () => {
    const data = await made();
    expect(dataKind(plan)).toBe("classes");
    const [run] = expand(withData(plan, data, { data: "stored.npz" }));
    expect(run.config.length).toBe(16);
    expect(run.id).toContain("task=own-classes");
    const sentence =
      "length is 60 in the plan, and the sequences of the data have 16 time steps: write 16, or leave length out.";
    expect(() => ownTask(DEFAULT_CONFIG, data)).toThrow(sentence);
    const given = { ...plan, grid: { ...plan.grid, length: [16, 60] } };
    expect(() => withData(given, data, { data: "stored.npz" })).toThrow(sentence);
    // The page runs it, and the lab says where.
    expect(checkedPlan(() => plan)).toEqual({ plan });
    expect(parseField("task", "own-classes")).toMatchObject({
      refusal: { message: expect.stringContaining("choose Your own data under Experiments") },
    });
  });

  it("belongs to a plan that names its files and their digest, and no others", async () => {
    const data = await made();
    const named = withData(plan, data, { data: "stored.npz" });
    expect(named.data).toEqual({ data: "stored.npz", digest: data.data });
    expect(parsePlan(planJson(named))).toEqual(named);
    // Rows of a plan that was run before its data were named are the same.
    expect(sameRuns(named, { ...plan, settings: { ...plan.settings, length: 16 } })).toBe(true);
    expect(withData(named, data, { data: "copy.npz" }).data?.data).toBe("copy.npz");
    const other = await ownDataFrom("classes", { data: file("images.npz") }, silent);
    expect(() => withData(named, other, { data: "images.npz" })).toThrow(
      `The plan is for other data, of stored.npz with the digest ${data.data}; these have ${other.data}.`,
    );
    expect(withoutData(named)).toEqual(plan);
    expect(() => parsePlan({ ...planJson(named), data: "stored.npz" })).toThrow("“data” must be an object");
  });

  it("is described by its sequences, classes and ranges, with the first of each class to be drawn", async () => {
    const data = await made();
    expect(rangesOf(data)).toMatch(/^Inputs are 0\S* to \S+\. Each class has 4 to 7 training sequences\.$/);
    const samples = samplesOf(data);
    expect(samples.map(({ answer }) => answer)).toEqual(["0", "1", "2"]);
    expect([...samples[1].inputs].map((value) => Math.round(value * 255))).toEqual(FIRST);
    expect(data.image).toEqual([4, 4]);
  });

  it("is of one kind", () => {
    const mixed = parsePlan({
      format: "unitary-rnn-lab/plan",
      version: 1,
      networks: [{ name: "x", rule: "exp" }],
      grid: { task: ["own-classes", "own-numbers"] },
    });
    expect(() => dataKind(mixed)).toThrow(
      "The plan has the tasks own-classes and own-numbers: a plan on data of your own has one task",
    );
  });
});
