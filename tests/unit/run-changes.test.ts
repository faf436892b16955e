import { beforeAll, describe, expect, it } from "vitest";
import { appendChange, type Change, withChanges, withoutChanges } from "../../src/config/changes";
import { readChanges } from "../../src/config/import-changes";
import { DEFAULT_CONFIG, type RunConfig } from "../../src/config/schema";
import { LANE_KEYS, type LaneKey } from "../../src/lanes";
import { joined, rewound } from "../../src/store/changes";
import { copying } from "../../src/tasks/copying";
import { batchOf, type Checkpoint, LaneTrainer } from "../../src/training/lane-trainer";
import { LocalLane } from "../../src/worker/local-lane";
import { replayedLosses } from "../reference/replay";
import { largestRelativeError } from "../reference/training";
import { useBackend } from "./backends";

const BEGUN: RunConfig = {
  ...DEFAULT_CONFIG,
  ...{ length: 6, recall: 2, units: 7, batch: 4, lr: 0.05 },
  a: { ...DEFAULT_CONFIG.a, activation: "tanh" },
  b: { ...DEFAULT_CONFIG.b, activation: "tanh", init: "haar" },
};
/** Every setting that can be changed between two updates of a lane, and rules that move W when they begin. */
const PLAN: readonly Change[] = [
  { step: 3, setting: "a.rule", from: "none", to: "soft" },
  { step: 5, setting: "lr", from: 0.05, to: 0.2 },
  { step: 8, setting: "a.beta", from: 0.1, to: 0.02 },
  { step: 8, setting: "b.rule", from: "exp", to: "euclidean" },
  { step: 11, setting: "b.clip", from: 0, to: 0.05 },
  { step: 14, setting: "a.rate", from: 0.002, to: 0.01 },
  { step: 17, setting: "b.rule", from: "euclidean", to: "exp" },
  { step: 17, setting: "a.rule", from: "soft", to: "cayley" },
  { step: 20, setting: "b.rate", from: 0.002, to: 0 },
  { step: 20, setting: "lr", from: 0.2, to: 0.5 },
  { step: 25, setting: "a.rule", from: "cayley", to: "projection" },
  { step: 25, setting: "b.clip", from: 0.05, to: 0 },
];
const STEPS = 32;
const task = copying.make(BEGUN, []);

const begins = (lane: LaneKey) => LaneTrainer.begin(BEGUN, lane, task);

async function finished(trainer: LaneTrainer) {
  const { records } = await trainer.drain();
  const [weights, changes, initial] = [await trainer.weights(), trainer.changes, trainer.initial];
  trainer.free();
  return { losses: records.map(({ loss }) => loss), weights, changes, initial };
}

/** A lane whose settings are changed between two of its steps, as from the page. */
async function changedByHand(lane: LaneKey) {
  const trainer = await begins(lane);
  let config = BEGUN;
  for (let k = 0; k < STEPS; k++) {
    const now = PLAN.filter(({ step }) => step === k);
    config = withChanges(config, now);
    if (now.length > 0) await trainer.adjust(config, config[lane]);
    await trainer.advance();
  }
  return finished(trainer);
}

const ofLane = (lane: LaneKey) => PLAN.filter(({ setting }) => setting === "lr" || setting.startsWith(lane));

describe("changes in mid-run", () => {
  beforeAll(() => useBackend("wasm"));

  it.each(LANE_KEYS)(
    "of lane %s are recorded with their steps, and replay to 1e-5 in float64",
    async (lane) => {
      const { losses, changes, initial } = await changedByHand(lane);
      const other = { a: [], b: [], [lane]: changes };
      expect(joined(other)).toEqual(ofLane(lane));
      const batches = Array.from({ length: STEPS }, (_, k) => batchOf(BEGUN, task, k));
      const begun = { config: BEGUN, lane, weights: initial.weights };
      const replayed = await replayedLosses({ ...begun, changes: joined(other) }, batches);
      expect(largestRelativeError(losses, replayed)).toBeLessThan(1e-5);
      // A step later each of them would show.
      const late = PLAN.map((change) => ({ ...change, step: change.step + 1 }));
      expect(
        largestRelativeError(losses, await replayedLosses({ ...begun, changes: late }, batches)),
      ).toBeGreaterThan(1e-3);
    },
  );

  it.each(LANE_KEYS)("of lane %s that are planned give the same numbers to the last bit", async (lane) => {
    const byHand = await changedByHand(lane);
    const local = await LocalLane.begin(BEGUN, lane, task, PLAN);
    await local.advance(13, 0, false);
    // A lane that is continued from a checkpoint makes the rest of them.
    const checkpoint = structuredClone(await local.checkpoint());
    await local.advance(STEPS - 13, 0, false);
    const { weights, changes } = await local.export();
    local.free();
    expect(weights).toEqual(byHand.weights);
    expect(changes).toEqual(byHand.changes);
    const resumed = await LocalLane.resume(checkpoint, lane, task);
    await resumed.advance(STEPS - 13, 0, false);
    expect((await resumed.export()).weights).toEqual(byHand.weights);
    resumed.free();
  });

  it("that the page does not know of yet are not undone by its settings", async () => {
    const trainer = await begins("b");
    await trainer.adjust(BEGUN, BEGUN.b, [{ step: 2, setting: "lr", from: 0.05, to: 0.2 }]);
    for (let k = 0; k < 4; k++) await trainer.advance();
    // The page has seen step 1 and clips.
    const coming = [{ step: 2, setting: "lr", from: 0.05, to: 0.2 } as const];
    await trainer.adjust(BEGUN, { ...BEGUN.b, clip: 1 }, coming);
    expect(trainer.trained).toMatchObject({ lr: 0.2, clip: 1 });
    expect(trainer.changes.map(({ step, setting }) => [step, setting])).toEqual([
      [2, "lr"],
      [4, "clip"],
    ]);
    trainer.free();
  });

  it("of a lane that stopped after its checkpoint are made again on the way to the stop", async () => {
    const run: RunConfig = { ...BEGUN, a: { ...BEGUN.a, activation: "identity" } };
    const local = await LocalLane.begin(run, "a", task);
    await local.advance(3, 0, false);
    await local.checkpoint();
    await local.advance(1, 0, false);
    await local.adjust({ ...run, lr: 10, a: { ...run.a, rate: 1 } }, []);
    const { stopped, step } = await local.advance(60, 0, false);
    expect(stopped).toBe(true);
    const again = await LocalLane.resume(structuredClone(await local.checkpoint()), "a", task);
    expect(await again.advance(60, 0, false)).toMatchObject({ stopped, step });
    expect((await again.export()).changes).toEqual((await local.export()).changes);
    local.free();
    again.free();
  });
});

describe("the list of changes", () => {
  const lr = (step: number, from: number, to: number): Change => ({ step, setting: "lr", from, to });
  const rule = (step: number, from: string, to: string) => ({ step, setting: "b.rule", from, to }) as Change;

  it("has one entry for what is changed twice before an update, and none for what is changed back", () => {
    const twice = [lr(4, 1, 2), lr(4, 2, 3)].reduce(appendChange, [] as readonly Change[]);
    expect(twice).toEqual([lr(4, 1, 3)]);
    expect(appendChange(twice, lr(4, 3, 1))).toEqual([]);
    expect(appendChange(twice, lr(5, 3, 1))).toEqual([lr(4, 1, 3), lr(5, 3, 1)]);
  });

  it("has every change of a rule, which may move W, and none of a number before the first update", () => {
    const there = [rule(0, "exp", "none"), rule(0, "none", "exp")];
    expect(there.reduce(appendChange, [] as readonly Change[])).toEqual(there);
    expect(appendChange([], lr(0, 1, 2))).toEqual([]);
  });

  it("has α once, though both lanes report it, and is by step", () => {
    const of = (step: number, setting: "lr" | "clip", from: number, to: number) => ({
      step,
      setting,
      from,
      to,
    });
    const lanes = {
      a: [of(3, "lr", 1, 2), of(9, "clip", 0, 1)],
      b: [of(2, "clip", 0, 2), of(3, "lr", 1, 2)],
    };
    expect(joined(lanes)).toEqual([
      { step: 2, setting: "b.clip", from: 0, to: 2 },
      lr(3, 1, 2),
      { step: 9, setting: "a.clip", from: 0, to: 1 },
    ]);
  });

  it("leads from the settings of the start to those of the end, and back", () => {
    const after = withChanges(BEGUN, PLAN);
    expect(after).toMatchObject({
      lr: 0.5,
      a: { rule: "projection", beta: 0.02 },
      b: { rule: "exp", clip: 0 },
    });
    expect(withoutChanges(after, PLAN)).toEqual(BEGUN);
  });

  it("is planned again from a checkpoint on, with what no lane has reported yet", () => {
    const lane = (changes: Checkpoint["changes"]) => ({ changes }) as Checkpoint;
    const kept = [{ step: 3, setting: "lr", from: 0.05, to: 0.1 }] as const;
    const changes = [lr(3, 0.05, 0.1), lr(8, 0.1, 0.2)];
    // α was set to 0.3 at step 9, which has not been reported.
    const applied = { ...BEGUN, lr: 0.3 };
    const state = { config: applied, applied, changes, coming: [lr(20, 0.3, 1)], step: 9 };
    const found = rewound(state, { a: lane(kept), b: lane(kept) });
    expect(found.applied.lr).toBe(0.1);
    expect(found.changes).toEqual([lr(3, 0.05, 0.1)]);
    expect(found.coming).toEqual([lr(8, 0.1, 0.2), lr(9, 0.2, 0.3), lr(20, 0.3, 1)]);
  });
});

describe("a file’s list of changes", () => {
  it("is read if each begins where the settings are", () => {
    expect(readChanges(PLAN, BEGUN)).toEqual(PLAN);
    expect(readChanges(undefined, BEGUN)).toEqual([]);
  });

  it.each([
    [{}, /^changes = “an object” was refused: it must be a list of at most 10000 changes\.$/],
    [[3], /^changes\[0\] = “3” was refused: it must be an object with step, setting, from and to\.$/],
    [
      [{ ...PLAN[0], step: 1.5 }],
      /^changes\[0\]\.step = “1\.5” was refused: it must be a whole number from 0 on\.$/,
    ],
    [[{ ...PLAN[0], setting: "a.speed" }], /^changes\[0\]\.setting = “a\.speed” was refused/],
    [
      [{ ...PLAN[1], to: 11 }],
      /^changes\[0\]\.to = “11” was refused: it must be a number from 0\.000001 to 10\.$/,
    ],
    [[{ ...PLAN[1], to: "0.2" }], /^changes\[0\]\.to = “0\.2” was refused/],
    [
      [{ ...PLAN[1], from: 0.01 }],
      /^changes\[0\]\.from = “0\.01” was refused: it must be 0\.05, as before\.$/,
    ],
    [
      [PLAN[1], PLAN[0]],
      /^changes\[1\]\.step = “3” was refused: it must be 5 or more, as the list is by step\.$/,
    ],
  ])("is refused with a sentence: %j", (given, sentence) => {
    expect(() => readChanges(given, BEGUN)).toThrow(sentence);
  });
});
