import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { blocksOfEngine } from "../../scripts/docs-numbers.ts";
import { engineFingerprint, FINGERPRINT_ROWS, roundsOnce } from "../../scripts/engine-fingerprint.ts";
import { taskFiles } from "../../scripts/task-files.ts";
import { ENGINE } from "../../src/experiments/source";
import { INITIALISATION_IDS } from "../../src/initialisations";
import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { OPTIMISER_IDS } from "../../src/optimisers";
import { RULE_IDS } from "../../src/rules";
import { TASK_IDS } from "../../src/tasks";
import { useBackend } from "./backends";

interface Kept {
  readonly engine: number;
  readonly rows: readonly { readonly fingerprint: string }[];
}
const { engine, rows } = JSON.parse(readFileSync("docs/measured/engine.json", "utf8")) as Kept;
const [{ fingerprint }] = rows;

beforeAll(() => useBackend("wasm"));

const once = await roundsOnce();

it("the fingerprint in docs/measured/engine.json is of this version of the engine", () => {
  expect(engine, `ENGINE is ${ENGINE}: npm run docs:numbers -- engine`).toBe(ENGINE);
});

it.skipIf(!once || engine !== ENGINE)(
  "the engine’s numbers are those of its version",
  async () => {
    const now = await engineFingerprint(taskFiles("public", undefined).task);
    const older = blocksOfEngine(".", ENGINE);
    const advice = [
      `The engine’s numbers are no longer those of version ${ENGINE}. If they are meant to change, raise ENGINE in`,
      "src/experiments/source.ts and run npm run docs:numbers. Of the older version are then:",
      ...older,
    ];
    expect(now, advice.join("\n")).toBe(fingerprint);
  },
  180_000,
);

const of = (key: string) => new Set(FINGERPRINT_ROWS.map((row) => row[key]));
it.each([
  ["task", TASK_IDS],
  ["rule", RULE_IDS],
  ["activation", ACTIVATION_IDS],
  ["init", INITIALISATION_IDS],
] as const)("every %s takes part in the fingerprint", (key, ids) => {
  expect([...of(key)].filter((id) => id !== undefined).sort()).toEqual([...ids].sort());
});

it("every optimiser takes part in it, also where it scales the step of W", () => {
  // The defaults are RMSProp for the rest, and SGD for W.
  expect([...of("optimiser"), "rmsprop"].filter((id) => id !== undefined).sort()).toEqual(
    [...OPTIMISER_IDS].sort(),
  );
  expect([...of("precondition"), "sgd"].filter((id) => id !== undefined).sort()).toEqual(
    [...OPTIMISER_IDS].sort(),
  );
});
