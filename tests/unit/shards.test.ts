import { describe, expect, it } from "vitest";
import { shardOf } from "../../scripts/part";
import { PLANS } from "../../src/experiments/plans";
import { headerLine, type Origin } from "../../src/experiments/results-file";

const begun = (part: Partial<Origin>) =>
  `${headerLine(PLANS[0], { command: "", commit: "", machine: "", backend: "wasm", ...part })}\n`;
const PART = begun({ shard: 3, shards: 8 });

const shard = (given: string | undefined, shards?: string, existing = "") =>
  shardOf({ out: "part.jsonl", existing, shard: given, shards });

describe("which shard the command runs", () => {
  it("is the whole plan unless one is asked for", () => {
    expect(shard(undefined)).toEqual({ number: 1, of: 1 });
    expect(shard(undefined, undefined, PART)).toEqual({ number: 1, of: 1 });
  });

  it.each([
    ["3/8", undefined],
    ["3", "8"],
    ["3/8", "8"],
  ])("is given as --shard %s --shards %s", (given, shards) => {
    for (const existing of ["", PART, begun({})])
      expect(shard(given, shards, existing)).toEqual({ number: 3, of: 8 });
  });

  it("that is submitted again need not say the number of shards", () => {
    expect(shard("3", undefined, PART)).toEqual({ number: 3, of: 8 });
  });

  it("is refused where the number of shards is that of the tasks of another submission", () => {
    expect(() => shard("3/2")).toThrow(
      "--shard 3/2 was refused: it must be i/N with i from 1 to N, such as 1/4, or i beside --shards N. N is the number of shards of the plan, however many are started at once.",
    );
    expect(() => shard("2/2", undefined, begun({ shard: 2, shards: 4 }))).toThrow(
      "part.jsonl was begun as shard 2 of 4, and this would be 2 of 2. The number of shards is the plan’s, however many are started at once: write --shards 4.",
    );
  });

  it("is refused where the file is another shard’s", () => {
    expect(() => shard("4", "8", PART)).toThrow(
      /shard 3 of 8, and this would be shard 4. Give --out another name/,
    );
  });

  it.each([
    ["0", "8", /--shard 0 --shards 8 was refused/],
    ["2", "x", /--shard 2 --shards x was refused/],
    ["2/8", "4", /--shard 2\/8 --shards 4 was refused/],
    ["2", undefined, /--shard 2 was refused: it must be i\/N .*, or i beside --shards N/],
    [undefined, "8", /--shards 8 says how many shards there are/],
  ])("is refused with a sentence as --shard %s --shards %s", (given, shards, sentence) => {
    expect(() => shard(given, shards)).toThrow(sentence);
  });
});
