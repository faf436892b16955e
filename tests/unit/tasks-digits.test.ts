import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { digits } from "../../src/tasks/digits";

const FILE = readFileSync(new URL("../../public/digits/digits.txt", import.meta.url), "utf8");
const LINES = FILE.trimEnd().split("\n");
const config = { ...DEFAULT_CONFIG, task: "digits" as const };
const make = (text = FILE) => digits.make(config, [text]);
const task = make();

/** Sequence k of a batch written as the file writes an image. */
function spell({ inputs, targets, size }: ReturnType<typeof task.batch>, k: number): string {
  const pixels = Array.from({ length: 64 }, (_, t) => (16 * inputs[t * size + k]).toString(17));
  return targets[63 * size + k] + pixels.join("");
}

describe("the file of digits", () => {
  test("is the data set: 1797 images, each digit as often as its authors counted", () => {
    expect(LINES).toHaveLength(1797);
    const counts = Array.from("0123456789", (digit) => LINES.filter((line) => line[0] === digit).length);
    expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  });

  test("shows a 0 with paper in its middle and around it", () => {
    // The first image is a 0: rows of eight pixels, 0 paper, g ink.
    expect(LINES[0].slice(1).match(/.{8}/g)).toEqual([
      "005d9100",
      "00dfaf50",
      "03f20b80",
      "04c00880",
      "05800980",
      "04b01c70",
      "02e5ac00",
      "006da000",
    ]);
  });
});

describe("digits, pixel by pixel", () => {
  test("has an image's pixels row by row as inputs and its label as the last target", () => {
    const images = new Set(LINES);
    const batch = task.batch(random(1, "spell"), 100);
    expect([batch.steps, task.steps, task.inputs, task.outputs]).toEqual([64, 64, 1, 10]);
    for (let k = 0; k < 100; k++) expect(images).toContain(spell(batch, k));
    expect(batch.inputs.every((ink) => ink >= 0 && ink <= 1)).toBe(true);
    expect(Array.from(batch.stepWeights).indexOf(1)).toBe(63);
    expect(Array.from(batch.scored).indexOf(1)).toBe(63);
  });

  test("holds out the last tenth of the images and trains on all of the others", () => {
    const drawn = (batch: ReturnType<typeof task.batch>) =>
      new Set(Array.from({ length: batch.size }, (_, k) => LINES.indexOf(spell(batch, k))));
    const trained = drawn(task.batch(random(2, "split"), 20_000));
    const held = drawn(task.heldOut(random(3, "split"), 4000));
    expect(Math.max(...trained)).toBe(1616);
    expect(trained.size).toBe(1617);
    expect(Math.min(...held)).toBe(1617);
    expect(held.size).toBe(180);
  });

  test("its length is 64, whatever the config", () => {
    expect(digits.shape(DEFAULT_CONFIG).steps).toBe(64);
    expect(digits.make({ ...config, length: 7 }, [FILE]).batch(random(1, "length"), 2).steps).toBe(64);
  });

  test("its baseline is that of counting the training labels, on the held-out ones", () => {
    const training = LINES.slice(0, 1617).map((line) => line[0]);
    const held = LINES.slice(1617).map((line) => line[0]);
    const share = (digit: string) => training.filter((label) => label === digit).length / training.length;
    const nats = held.reduce((sum, digit) => sum - Math.log(share(digit)), 0) / held.length;
    expect(task.baseline.loss).toBeCloseTo(nats, 3);
    const commonest = Array.from("0123456789").reduce((p, q) => (share(q) > share(p) ? q : p));
    expect(task.baseline.accuracy).toBeCloseTo(held.filter((digit) => digit === commonest).length / 180, 12);
  });

  test("a damaged file is refused with the line that is wrong", () => {
    expect(() => make(`${LINES[0]}\n${LINES[1].slice(0, 40)}`)).toThrow("Line 2");
    expect(() => make("<!doctype html>")).toThrow("Line 1");
    expect(() => make("")).toThrow("loaded whole");
  });
});
