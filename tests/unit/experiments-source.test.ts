import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { runShard } from "../../scripts/experiment.ts";
import { expand } from "../../src/experiments/expand";
import { type Plan, parsePlanText } from "../../src/experiments/plan";
import { readResults } from "../../src/experiments/results-file";
import type { Row } from "../../src/experiments/row";
import { type RunCheckpoint, train } from "../../src/experiments/run";
import { firstStranger } from "../../src/experiments/source";
import { TASKS } from "../../src/tasks";
import { useBackend } from "./backends";

const input = (name: string) => readFileSync(`tests/files/inputs/${name}`, "utf8");
const [EMOJI, SHORT] = [input("own-emoji.txt"), input("own-short.txt")];
const OWN = parsePlanText(input("plan-text-own.json"));
const SEEDS: Plan = { ...OWN, grid: { seed: [1, 2] } };
const SMALL = parsePlanText(input("plan-small.json"));

/** Runs a shard of a plan in memory. @returns the results file */
async function results(plan: Plan, ownText: string | undefined, existing = "", shard = [1, 1]) {
  let file = existing;
  let steps = 0;
  const said: string[] = [];
  const { rows } = await runShard({
    plan,
    shard: { number: shard[0], of: shard[1] },
    machine: { backend: "wasm", device: "", verify: null, fault: () => undefined },
    origin: { command: "test", commit: "", machine: "" },
    existing,
    saved: null,
    save: async () => {},
    publicFolder: "public",
    ownText,
    write: async (line) => {
      file += `${line}\n`;
    },
    say: (sentence) => void said.push(sentence),
    progress: () => {
      steps++;
    },
    preparing: () => {},
    resumed: () => {},
    interrupted: () => false,
  });
  return { file, rows, steps, said };
}

/** The file with another part in each of its rows; a part that is undefined is left out. */
const changed = (file: string, part: Partial<Record<keyof Row, unknown>>) =>
  file
    .trim()
    .split("\n")
    .map((line, i) => (i === 0 ? line : JSON.stringify({ ...JSON.parse(line), ...part })))
    .map((line) => `${line}\n`)
    .join("");

beforeAll(() => useBackend("wasm"));

describe("a results file", () => {
  it("is not continued with another text, and is with the same one", async () => {
    const { file, rows } = await results(OWN, EMOJI);
    expect(rows).toHaveLength(2);
    await expect(results(OWN, SHORT, file)).rejects.toThrow(
      "The results file has rows that were made from another text. Give --out another name.",
    );
    expect(await results(OWN, EMOJI, file)).toMatchObject({ file, steps: 0 });
    // The baseline is the text’s alone.
    const other = (await results(OWN, SHORT)).rows;
    expect(other[0].baseline.loss).not.toBeCloseTo(rows[0].baseline.loss, 3);
  });

  it("is not begun or continued without the text", async () => {
    const { file } = await results(OWN, EMOJI);
    for (const existing of ["", file])
      await expect(results(OWN, undefined, existing)).rejects.toThrow(/name it with --text/);
  });

  it("is not continued by an engine with other numbers", async () => {
    const { file } = await results(SMALL, undefined);
    await expect(results(SMALL, undefined, changed(file, { engine: 0 }))).rejects.toThrow(
      /by version 0 of the engine, whose numbers differ/,
    );
  });

  it("whose rows do not name their text is continued unless that was the user’s own", async () => {
    const earlier = { data: undefined };
    const small = changed((await results(SMALL, undefined)).file, earlier);
    expect((await results(SMALL, undefined, small)).steps).toBe(0);
    const own = changed((await results(OWN, EMOJI)).file, earlier);
    await expect(results(OWN, EMOJI, own)).rejects.toThrow(/from a text that they do not name/);
    const novel = { ...OWN, settings: { ...OWN.settings, text: "novel" as const } };
    const words = changed((await results(novel, undefined)).file, earlier);
    expect((await results(novel, undefined, words)).steps).toBe(0);
  });

  it("of an earlier release opens, and is not continued, since its scores are others", async () => {
    const earlier = changed((await results(SMALL, undefined)).file, {
      data: undefined,
      engine: undefined,
      scoredOn: undefined,
    });
    expect(readResults(earlier).rows[0]).toMatchObject({ engine: 1, scoredOn: { evaluations: 1 } });
    await expect(results(SMALL, undefined, earlier)).rejects.toThrow(/by version 1 of the engine/);
  });

  it("that belong to no run of the plan are said, and are not counted", async () => {
    const { file } = await results(SMALL, undefined);
    const strange = changed(file, { id: "another", network: "another", point: { seed: 9 } });
    const continued = await results(SMALL, undefined, file + strange.split("\n").slice(1).join("\n"));
    expect(continued.said).toEqual([
      "One row belongs to no run of the plan and is left out: another, seed 9.",
    ]);
    expect(continued.rows.map(({ network }) => network)).not.toContain("another");
    expect((await results(SMALL, undefined, file)).said).toEqual([]);
  });

  it("of shards that were made from two texts, or by two engines, is refused with the line", async () => {
    const [first, second] = [
      await results(SEEDS, EMOJI, "", [1, 2]),
      await results(SEEDS, EMOJI, "", [2, 2]),
    ];
    expect(readResults(first.file + second.file).rows).toHaveLength(4);
    const other = await results(SEEDS, SHORT, "", [2, 2]);
    expect(() => readResults(first.file + other.file)).toThrow(
      "Line 5 was made from another text: it does not belong to the lines before it.",
    );
    expect(() => readResults(first.file + changed(second.file, { engine: 1 }))).toThrow(
      /^Line 5 was made by version 1 of the engine/,
    );
  });
});

describe("rows of the user’s own text", () => {
  const made = (file: string, data: (data: string) => string) => {
    const [header, ...rows] = file.trim().split("\n");
    return `${[header, ...rows.map((line) => JSON.stringify({ ...JSON.parse(line), data: data(JSON.parse(line).data) }))].join("\n")}\n`;
  };

  it("are told apart by its tokens too, in which another program may find other words", async () => {
    const { file, rows } = await results(OWN, EMOJI);
    expect(rows[0].data).toMatch(/^[0-9a-f]{16}-[0-9a-f]{16}$/);
    const otherTokens = made(file, (data) => data.replace(/-.*/, "-0123456789abcdef"));
    await expect(results(OWN, EMOJI, otherTokens)).rejects.toThrow(
      "made from the same text, in which another program found other words.",
    );
    const earlier = made(file, (data) => data.replace(/-.*/, ""));
    await expect(results(OWN, EMOJI, earlier)).rejects.toThrow(
      "made by an earlier release, which split texts into other tokens.",
    );
  });

  it("do not depend on its line ends and invisible characters", async () => {
    const { file } = await results(OWN, EMOJI);
    const other = `\uFEFF${EMOJI.replaceAll("\n", "\r\n").replace("bread", "br\u00ADead")}`;
    expect(await results(OWN, other, file)).toMatchObject({ file, steps: 0 });
  });

  it("of both text tasks belong together, unless they come from two texts", async () => {
    const rows = async (text: string, task: "words" | "characters") =>
      (await results({ ...OWN, settings: { ...OWN.settings, task } }, text)).rows;
    const words = await rows(EMOJI, "words");
    expect(firstStranger([...words, ...(await rows(EMOJI, "characters"))])).toBeUndefined();
    const [other] = await rows(SHORT, "characters");
    expect(firstStranger([...words, other])).toEqual({ row: other, why: "from another text" });
  });
});

it("a checkpoint of another text or engine is not continued", async () => {
  const [run] = expand(OWN);
  const [emoji, short] = [EMOJI, SHORT].map((text) => TASKS.words.make(run.config, [text]));
  const begun = train(run, "own", emoji, "wasm");
  let saved: RunCheckpoint | undefined;
  while (saved?.lane.step !== 10) {
    const { value, done } = await begun.next();
    if (!done && value.checkpoint) saved = await value.checkpoint();
  }
  await begun.return(Promise.reject(new Error("enough"))).catch(() => {});
  const firstStep = async (task: typeof emoji, from: RunCheckpoint) => {
    const training = train(run, "own", task, "wasm", from);
    const { value, done } = await training.next();
    await training.return(Promise.reject(new Error("enough"))).catch(() => {});
    return done ? undefined : value.step;
  };
  expect(await firstStep(emoji, saved)).toBe(11);
  expect(await firstStep(short, saved)).toBe(1);
  expect(await firstStep(emoji, { ...saved, engine: 0 })).toBe(1);
});
