import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANE_KEYS, type LaneKey } from "../../src/lanes";
import { MAX_SQUARINGS } from "../../src/math/expm";
import { type Dispatch, type Recorded, recordLane } from "../reference/recorded-dispatches";

const DOCUMENT = readFileSync("docs/webgpu.md", "utf8");

const LARGEST = "units=256&length=1000&a.numbers=complex&b.numbers=complex";
const SETTINGS = [
  "",
  "units=64",
  "units=128",
  "units=256",
  "units=256&a.numbers=complex&b.numbers=complex",
  "units=256&length=1000",
  LARGEST,
  `${LARGEST.replace("1000", "576")}&batch=64`,
  "task=words&vocabulary=2000&units=256&length=20",
];

/** Lane A is an LSTM, lane B a GRU. */
const GATED = ["", "units=64", "units=128", "units=256", "units=256&length=480"].map((settings) =>
  [settings, "a.cell=lstm", "b.cell=gru", "a.optimiser=adam", "b.optimiser=adam"].filter(Boolean).join("&"),
);

/** Each lane is made once. */
const lanes = new Map<string, ReturnType<typeof recordLane>>();
function laneOf(settings: string, key: LaneKey): ReturnType<typeof recordLane> {
  const name = `${settings} ${key}`;
  const made = lanes.get(name) ?? recordLane(settings, key);
  lanes.set(name, made);
  return made;
}

const bytesOf = (dispatches: readonly Dispatch[]) => dispatches.reduce((sum, { bytes }) => sum + bytes, 0);
const largest = ({ dispatches }: Recorded) => Math.max(...dispatches.map(({ bytes }) => bytes));
const gigabytes = (bytes: number) => String(Number((bytes / 1e9).toPrecision(2)));
/** Of so many GB/s. */
const time = (bytes: number, rate: number) => {
  const milliseconds = bytes / rate / 1e6;
  return milliseconds < 1000
    ? `${Number(milliseconds.toPrecision(2))} ms`
    : `${Number((milliseconds / 1000).toPrecision(2))} s`;
};
const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
const ruler = (columns: number) => `|${" --- |".repeat(columns)}`;

/** A step of lane A, and how many dispatches lane B's takes; or a look at the held-out sequences. */
async function passes(): Promise<Record<"step" | "held-out", string[]>> {
  const heads = ["settings", "w", "T", "dispatches", "GB", "largest, GB", "25 GB/s", "100 GB/s"];
  const stepHeads = heads.with(3, "dispatches of A, of B");
  const tables = { step: [row(stepHeads), ruler(8)], "held-out": [row(heads), ruler(8)] };
  for (const settings of SETTINGS) {
    const [a, b] = [await laneOf(settings, "a"), await laneOf(settings, "b")];
    const name = settings === "" ? "default" : `\`${settings}\``;
    const cells = (counted: string, of: Recorded) => {
      const bytes = bytesOf(of.dispatches);
      const times = [25, 100].map((rate) => time(bytes, rate));
      return row([name, a.width, a.timeSteps, counted, gigabytes(bytes), gigabytes(largest(of)), ...times]);
    };
    tables.step.push(cells(`${a.step.dispatches.length}, ${b.step.dispatches.length}`, a.step));
    tables["held-out"].push(cells(`${a.heldOut.dispatches.length}`, a.heldOut));
  }
  return tables;
}

/** A step of an LSTM and of a GRU. */
async function gatedSteps(): Promise<string[]> {
  const heads = ["settings", "n", "T", "dispatches of LSTM, of GRU", "GB of LSTM, of GRU", "largest, GB"];
  const table = [row(heads), ruler(heads.length)];
  for (const settings of GATED) {
    const [lstm, gru] = [await laneOf(settings, "a"), await laneOf(settings, "b")];
    const both = (of: (step: Recorded) => number | string) => `${of(lstm.step)}, ${of(gru.step)}`;
    const [name] = settings.split(/&?a\.cell/);
    table.push(
      row([
        name === "" ? "default" : `\`${name}\``,
        lstm.width,
        lstm.timeSteps,
        both(({ dispatches }) => dispatches.length),
        both(({ dispatches }) => gigabytes(bytesOf(dispatches))),
        gigabytes(largest(lstm.step)),
      ]),
    );
  }
  return table;
}

/** exp(B) and its adjoint: what they load without squaring, and for each. */
async function exponentials(): Promise<string[]> {
  const heads = ["w", "dispatches", "GB without squaring", "GB for each squaring", "GB at most"];
  const table = [row(heads), ruler(heads.length)];
  for (const settings of SETTINGS.slice(0, 5)) {
    const { width, step } = await laneOf(settings, "b");
    const between = (first: RegExp) => step.dispatches.filter(({ name }) => first.test(name));
    const squarings = between(/^squared_up/);
    const rest = between(/^(exponential_at_once|halv|dual_product|taylor)/);
    const atOnce = between(/^exponential_at_once/).length > 0;
    // At once, five products and the squarings are one dispatch.
    const each = atOnce
      ? bytesOf(rest) / (5 + MAX_SQUARINGS.float32)
      : bytesOf(squarings) / MAX_SQUARINGS.float32;
    const without = atOnce ? 5 * each : bytesOf(rest);
    const counted = squarings.length + rest.length;
    table.push(
      row([
        width,
        counted,
        ...[without, each, without + MAX_SQUARINGS.float32 * each].map((bytes) => gigabytes(bytes)),
      ]),
    );
  }
  return table;
}

describe("docs/webgpu.md", () => {
  const tableAfter = (mark: string) => {
    const [, rest = ""] = DOCUMENT.split(`<!-- ${mark} -->\n\n`);
    return rest.split("\n\n")[0];
  };
  it("has the dispatches that a step and the held-out sequences take, and what they read", async () => {
    const tables = await passes();
    expect(tableAfter("step")).toBe(tables.step.join("\n"));
    expect(tableAfter("held-out")).toBe(tables["held-out"].join("\n"));
  });
  it("has the dispatches that a step of an LSTM and of a GRU takes, and what they read", async () => {
    expect(tableAfter("gated")).toBe((await gatedSteps()).join("\n"));
  });
  it("has what the exponential and its adjoint read", async () => {
    expect(tableAfter("exponential")).toBe((await exponentials()).join("\n"));
  });
});

describe("what is asked of WebGPU", () => {
  it("is no dispatch that reads more than a gigabyte, but for one workgroup that squares for a second", async () => {
    for (const settings of [...SETTINGS, ...GATED]) {
      for (const key of LANE_KEYS) {
        const { step, heldOut } = await laneOf(settings, key);
        for (const { name, bytes } of [...step.dispatches, ...heldOut.dispatches]) {
          expect(bytes, `${settings} ${name}`).toBeLessThanOrEqual(
            name.startsWith("squared_up") ? 3.3e9 : 1e9,
          );
        }
        // Each gigabyte is submitted by itself.
        expect(step.submits).toBeGreaterThanOrEqual(Math.floor(bytesOf(step.dispatches) / 2e9));
      }
    }
  });
  it("is at most 20 dispatches of a gated cell, as many for every T where nothing needs a cut", async () => {
    for (const settings of GATED.slice(0, -1)) {
      for (const key of LANE_KEYS) {
        const counts: number[] = [];
        for (const length of [1, 40, 90]) {
          const { step } = await recordLane(`${settings}&length=${length}&batch=4`, key);
          counts.push(step.dispatches.length);
        }
        expect(new Set(counts).size, `${settings}: ${counts}`).toBe(1);
        expect(counts[0], settings).toBeLessThanOrEqual(20);
      }
    }
  });
  it("is at most 20 dispatches up to n = 64 and 40 beyond, where nothing needs a cut", async () => {
    const small = "length=12&recall=2&batch=4";
    for (const units of [2, 32, 64]) {
      for (const key of LANE_KEYS) {
        const { step } = await recordLane(`${small}&units=${units}`, key);
        expect(step.dispatches.length, `n = ${units}`).toBeLessThanOrEqual(20);
      }
    }
    for (const units of [65, 128, 256]) {
      const { step } = await recordLane(`${small}&units=${units}&b.numbers=complex`, "b");
      expect(step.dispatches.length, `n = ${units}, complex`).toBeLessThanOrEqual(40);
    }
  });
});
