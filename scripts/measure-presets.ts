import "../src/kernels/wasm";
import { PRESETS, type Preset, presetConfig } from "../src/config/presets";
import { formatCount } from "../src/math/number-format";
import { laneRun } from "./docs-numbers/lane-run";
import { withoutClip } from "./docs-numbers/lanes";
import { laneText } from "./docs-numbers/presets-block";
import { PROMISES, type PresetRun } from "./docs-numbers/promises";
import { shareText } from "./docs-numbers/spread";
import { startWasm } from "./start-wasm";
import { taskFiles } from "./task-files";

export interface Measuring {
  /** Ids of the presets to measure; all of them if empty. */
  readonly ids: readonly string[];
  /** The first and the last seed. */
  readonly first: number;
  readonly last: number;
  /** The folder that the tasks' files are relative to. */
  readonly publicFolder: string;
  readonly say: (line: string) => void;
}

/**
 * Trains presets on some seeds, on wasm as the page does, and says of each promise on how many it held, and what came out:
 * median, and from the least to the largest.
 * @throws Error if an id is unknown or wasm does not start
 */
export async function measurePresets({ ids, first, last, publicFolder, say }: Measuring): Promise<void> {
  const presets = wanted(ids);
  await startWasm();
  const { task: taskOf } = taskFiles(publicFolder, undefined);
  for (const preset of presets) {
    const runs: PresetRun[] = [];
    for (let seed = first; seed <= last; seed++) {
      const config = { ...presetConfig(preset), seed };
      const task = await taskOf(config);
      const [a, b] = [await laneRun(config, "a", task), await laneRun(config, "b", task)];
      const without = preset.id === "clipping" ? await laneRun(withoutClip(config), "a", task) : undefined;
      runs.push({ a, b, without });
    }
    say(`${preset.label}, ${formatCount(presetConfig(preset).steps)} steps, seeds ${first} to ${last}`);
    for (const { says, holds } of PROMISES[preset.id])
      say(`  ${says}: ${shareText(runs.filter((run) => holds(run)).length, runs.length)}`);
    for (const key of ["a", "b"] as const) {
      const lane = runs.map((run) => run[key]);
      say(`  ${laneText(key.toUpperCase(), lane)}`);
    }
  }
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
