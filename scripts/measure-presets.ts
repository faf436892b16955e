import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LANE_KEYS, type LaneKey } from "../src/lanes";
import "../src/kernels/wasm";
import { PRESETS, type Preset, presetConfig } from "../src/config/presets";
import type { RunConfig } from "../src/config/schema";
import { formatCount, formatNumber } from "../src/math/number-format";
import { TASKS } from "../src/tasks";
import type { Task } from "../src/tasks/task";
import { LaneTrainer } from "../src/training/lane-trainer";
import { Trainer } from "../src/training/trainer";
import { startWasm } from "./start-wasm";

const SEEDS = [1, 2, 3];
const LEGEND =
  "Loss: on held-out sequences after the last step, the same for both lanes. " +
  "Gradient: ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖ before the first step → after the last.";

export interface Measuring {
  /** Ids of the presets to measure; all of them if empty. */
  readonly ids: readonly string[];
  /** The folder that the tasks' files are relative to. */
  readonly publicFolder: string;
  /** Called with the result of every run. */
  readonly progress: (line: string) => void;
}

/**
 * Trains every preset on three seeds, on wasm, as the page does.
 * @returns a Markdown table: the expectation and, per seed, the measurement
 * @throws Error if an id is unknown or wasm does not start
 */
export async function measurePresets({ ids, publicFolder, progress }: Measuring): Promise<string> {
  const presets = wanted(ids);
  await startWasm();
  const rows = [
    row("preset", "expected", ...SEEDS.map((seed) => `measured, seed ${seed}`)),
    row(...Array.from({ length: SEEDS.length + 2 }, () => "---")),
  ];
  for (const preset of presets) {
    const measured: string[] = [];
    for (const seed of SEEDS) {
      const start = performance.now();
      measured.push(await measure({ ...presetConfig(preset), seed }, publicFolder));
      const seconds = ((performance.now() - start) / 1000).toFixed(0);
      progress(`${preset.label}, seed ${seed}, ${seconds} s: ${measured.at(-1)?.replaceAll("<br>", " ")}`);
    }
    rows.push(row(`**${preset.label}**`, expectation(preset), ...measured));
  }
  return [...rows, "", LEGEND].join("\n");
}

/**
 * Trains lane B of the presets that state counts for Naive and Exp at several learning rates, on the stated number of
 * seeds, and reports each count beside the stated one.
 * @throws Error if an id is unknown or wasm does not start
 */
export async function measureSwitch({ ids, publicFolder, progress }: Measuring): Promise<void> {
  const presets = wanted(ids);
  await startWasm();
  for (const { atRates = [], label, ...preset } of presets) {
    for (const { lr, seeds, naive, exp } of atRates) {
      const config = presetConfig({ ...preset, label });
      for (const [rule, said] of [
        ["euclidean", naive],
        [config.exp, exp],
      ] as const) {
        const found = { learned: 0, stopped: 0 };
        for (let seed = 1; seed <= seeds; seed++) {
          const end = await ending({ ...config, lr, seed, b: { ...config.b, rule } }, publicFolder);
          if (end) found[end]++;
        }
        progress(
          `${label}, ${rule} at ${lr}, ${seeds} seeds: ${found.learned} learned (${said.learned} said), ${found.stopped} stopped (${said.stopped} said)`,
        );
      }
    }
  }
}

/** Trains lane B to the config's last step. @returns how it ended, if that is one of the two outcomes counted */
async function ending(config: RunConfig, publicFolder: string): Promise<"learned" | "stopped" | undefined> {
  const task = await taskOf(config, publicFolder);
  const lane = await LaneTrainer.begin(config, "b", task);
  while (lane.step < config.steps && !lane.stopped) await lane.advance();
  const [stopped, { loss }] = [lane.stopped, lane.heldOut];
  lane.free();
  if (stopped) return "stopped";
  return loss < 0.1 * task.baseline.loss ? "learned" : undefined;
}

/** The presets with these ids; all of them if there are none. @throws Error if one is unknown */
function wanted(ids: readonly string[]): readonly Preset[] {
  const unknown = ids.filter((id) => !PRESETS.some((preset) => preset.id === id));
  if (unknown.length > 0) {
    const known = PRESETS.map(({ id }) => id).join(", ");
    throw new Error(`There is no preset ${unknown.join(", ")}. The presets are ${known}.`);
  }
  return PRESETS.filter(({ id }) => ids.length === 0 || ids.includes(id));
}

const row = (...cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const expectation = ({ expected, settings }: Preset) =>
  settings.steps ? `${expected} (${formatCount(settings.steps)} steps)` : expected;

async function taskOf(config: RunConfig, publicFolder: string): Promise<Task> {
  const maker = TASKS[config.task];
  const texts = maker.files.map((file) => readFile(join(publicFolder, file), "utf8"));
  return maker.make(config, await Promise.all(texts));
}

/** Trains to the config's last step. @returns a clause per lane: its loss or the step of its stop, and its gradient ratio */
async function measure(config: RunConfig, publicFolder: string): Promise<string> {
  const trainer = await Trainer.begin(config, await taskOf(config, publicFolder));
  const before = await gradientKept(trainer);
  while (trainer.step < config.steps && trainer.running) await trainer.advance();
  const after = await gradientKept(trainer);
  const clauses = LANE_KEYS.map((key) => {
    const { stopped } = trainer.lanes[key];
    const result = stopped
      ? `stops at step ${stopped.step}`
      : `loss ${formatNumber(trainer.lanes[key].heldOut.loss)}`;
    const kept = stopped
      ? formatNumber(before[key])
      : `${formatNumber(before[key])} → ${formatNumber(after[key])}`;
    return `${key.toUpperCase()} ${result}, gradient ${kept}`;
  });
  trainer.free();
  return clauses.join("<br>");
}

/** ‖∂L_T/∂h₁‖ / ‖∂L_T/∂h_T‖ of each lane. */
async function gradientKept(trainer: Trainer) {
  const ratio = async (key: LaneKey) => {
    const { gradLast } = await trainer.lanes[key].probe();
    return gradLast[1] / gradLast[gradLast.length - 1];
  };
  return { a: await ratio("a"), b: await ratio("b") };
}
