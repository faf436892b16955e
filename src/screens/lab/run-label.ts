import type { PerLane, RunLabel } from "../../charts/props";
import { matchingPreset } from "../../config/presets";
import type { RunConfig } from "../../config/schema";
import { formatNumber } from "../../math/number-format";
import { RULES_BY_ID } from "../../rules";
import { lab } from "../../store/use-lab";
import { fixedLength, valueLabel } from "./option-labels";

/** What the charts call the lanes: by what their rule makes of them, and by letter where that is the same. */
export function laneNames({ a, b }: RunConfig): PerLane<string> {
  const [first, second] = [RULES_BY_ID[a.rule].network, RULES_BY_ID[b.rule].network];
  return first === second ? { a: `${first} A`, b: `${second} B` } : { a: first, b: second };
}

function laneParameters(config: RunConfig, lane: "a" | "b"): string {
  const part = (field: "rule" | "activation" | "init") => valueLabel(`${lane}.${field}`, config[lane][field]);
  return `${lane.toUpperCase()}: ${part("rule")}, ${part("activation")}, ${part("init")}`;
}

/** One line of parameters, for the caption of a picture. */
export function parameters(config: RunConfig): string {
  return [
    valueLabel("task", config.task),
    `length ${fixedLength(config) ?? config.length}`,
    `${config.units} units`,
    `batch ${config.batch}`,
    `α = ${formatNumber(config.lr)}`,
    `seed ${config.seed}`,
    laneParameters(config, "a"),
    laneParameters(config, "b"),
  ].join(" · ");
}

let latest: RunLabel | undefined;

/** The label of the run, as it is now unless told otherwise; the same object as long as nothing in it has changed. */
export function runLabel(step = lab.state.step, applied = lab.state.applied): RunLabel {
  const configJson = JSON.stringify(applied);
  if (latest?.step === step && latest.configJson === configJson) return latest;
  latest = {
    lanes: laneNames(applied),
    preset: matchingPreset(applied)?.id ?? "custom",
    step,
    length: applied.steps,
    parameters: parameters(applied),
    configJson,
  };
  return latest;
}
