import type { PerLane, RunLabel } from "../../charts/props";
import { matchingPreset } from "../../config/presets";
import type { RunConfig } from "../../config/schema";
import { formatCount, formatNumber } from "../../math/number-format";
import { RULES_BY_ID } from "../../rules";
import type { Fork } from "../../store/kept-run";
import { lab } from "../../store/use-lab";
import { fixedLength, valueLabel } from "./option-labels";

/**
 * What the charts call the lanes: by what their rule makes of them, and where that is the same by letter, or the copy
 * as the fork that it is.
 */
export function laneNames({ a, b }: RunConfig, fork: Pick<Fork, "lane"> | null): PerLane<string> {
  const [first, second] = [RULES_BY_ID[a.rule].network, RULES_BY_ID[b.rule].network];
  if (first !== second) return { a: first, b: second };
  if (fork?.lane === "a") return { a: first, b: `${second}, fork` };
  return fork ? { a: `${first}, fork`, b: second } : { a: `${first} A`, b: `${second} B` };
}

function laneParameters(config: RunConfig, lane: "a" | "b"): string {
  const part = (field: "rule" | "activation" | "init") => valueLabel(`${lane}.${field}`, config[lane][field]);
  return `${lane.toUpperCase()}: ${part("rule")}, ${part("activation")}, ${part("init")}`;
}

/** One line of parameters, for the caption of a picture. */
export function parameters(config: RunConfig, fork: Fork | null): string {
  const origin = fork ? [`lane ${fork.lane.toUpperCase()} forked at step ${formatCount(fork.step)}`] : [];
  return [
    valueLabel("task", config.task),
    `length ${fixedLength(config) ?? config.length}`,
    `${config.units} units`,
    `batch ${config.batch}`,
    `α = ${formatNumber(config.lr)}`,
    `seed ${config.seed}`,
    laneParameters(config, "a"),
    laneParameters(config, "b"),
    ...origin,
  ].join(" · ");
}

let latest: RunLabel | undefined;

/** The label of the run, as it is now unless told otherwise; the same object as long as nothing in it has changed. */
export function runLabel(step = lab.showing.current.step, applied = lab.state.applied): RunLabel {
  const { fork } = lab.state;
  const configJson = JSON.stringify(applied);
  const caption = parameters(applied, fork);
  if (latest?.step === step && latest.configJson === configJson && latest.parameters === caption)
    return latest;
  latest = {
    lanes: laneNames(applied, fork),
    preset: matchingPreset(applied)?.id ?? "custom",
    step,
    length: applied.steps,
    parameters: caption,
    ...(fork && { forkedAt: fork.step }),
    configJson,
  };
  return latest;
}
