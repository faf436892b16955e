import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fileText, parsePlanText } from "../../src/experiments/plan";
import { readResults } from "../../src/experiments/results-file";

const bytes = (text: string) => new TextEncoder().encode(text);
const PICTURE = new Uint8Array(readFileSync("tests/files/release-0.1/loss.png"));

/** Files that are neither plans nor results. */
const OTHERS: readonly (readonly [string, Uint8Array])[] = [
  ["Markdown", bytes("# Notes\n\nSome words.\n")],
  ["Python", bytes("import json\n\nprint(json)\n")],
  ["a table", bytes("network,seed\nRNN,1\n")],
  ["HTML", bytes("<!doctype html>\n<p>Words</p>\n")],
  ["YAML", bytes("settings:\n  task: copying\n")],
  ["prose", bytes("Every child paints the bridge after the rain.")],
  ["a picture", PICTURE],
];
const KINDS =
  /Plans are JSON \(\.json\), results have JSON in each line \(\.jsonl\), and a text to train on is plain text \(\.txt\)/;

describe("a file of the wrong kind is refused with the right kinds", () => {
  it.each(OTHERS)("as results: %s", (_name, file) => {
    expect(() => readResults(fileText(file))).toThrow(KINDS);
  });

  it.each(OTHERS)("as a plan: %s", (_name, file) => {
    expect(() => parsePlanText(fileText(file))).toThrow(KINDS);
  });

  it("an exported run, and a plan, as results", () => {
    expect(() => readResults(readFileSync("tests/files/release-0.1/run.json", "utf8"))).toThrow(KINDS);
    expect(() => readResults(readFileSync("tests/files/inputs/plan-small.json", "utf8"))).toThrow(KINDS);
  });

  it("results as a plan", () => {
    const results = readFileSync("tests/files/inputs/results-cut-and-joined.jsonl", "utf8");
    expect(() => parsePlanText(results)).toThrow(/^These are results, not a plan; .*Plans are JSON/);
  });
});
