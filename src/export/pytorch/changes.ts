import { type Change, withChanges } from "../../config/changes";
import type { LaneConfig, RunConfig } from "../../config/schema";
import { CELLS } from "../../kernels/cells";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import { activation } from "./network";
import { pythonRule } from "./rule";
import type { Part } from "./source";

const statement = (expression: string, needs: readonly string[] = []): Part => ({ needs, expression });

/** W as another rule takes it over: the nearest unitary matrix, if the rule keeps W unitary. */
const takenOver = ({ rule }: LaneConfig, lane: LaneKey): Part =>
  RULES[rule].keeps === "unitary"
    ? { needs: ["initialisations/polar"], expression: `polar(${lane}.net.rule.W)` }
    : { needs: [], expression: `${lane}.net.rule.W` };

/** The rule that a lane has from a change on. @param drawnAs the lane whose random numbers it draws */
function newRule(config: LaneConfig, lane: LaneKey, drawnAs: LaneKey): Part {
  const { needs, expression } = pythonRule(config, drawnAs, takenOver(config, lane));
  return statement(`${lane}.net.rule = ${expression}.to(DEVICE)`, needs);
}

/** The statements that change settings of a lane, by setting; of those that its rule or its cell does not read, none. */
const STATEMENTS: Readonly<
  Record<string, (config: LaneConfig, lane: LaneKey, drawnAs: LaneKey) => Part | undefined>
> = {
  rule: newRule,
  rate: ({ rate }, lane) => statement(`${lane}.set_rate(${rate})`),
  clip: ({ clip }, lane) => statement(`${lane}.clip = ${clip || "math.inf"}`),
  beta: ({ rule, beta }, lane) =>
    RULES[rule].reads.includes("beta") ? statement(`${lane}.net.rule.beta = ${beta}`) : undefined,
  rebase: ({ rule, rebase }, lane) =>
    RULES[rule].reads.includes("rebase") ? statement(`${lane}.net.rule.rebase = ${rebase}`) : undefined,
  activation: (config, lane) => {
    if (CELLS[config.cell].gated) return undefined;
    const { needs, expression } = activation(config);
    return statement(`${lane}.net.sigma = ${expression}`, needs);
  },
  optimiser: ({ optimiser, rate }, lane) =>
    statement(`${lane}.use(${optimiser}, ${rate})`, [`optimisers/${optimiser}`]),
  precondition: ({ rule, precondition }, lane) =>
    RULES[rule].reads.includes("precondition")
      ? statement(`${lane}.net.rule.use(${precondition})`, [`optimisers/${precondition}`])
      : undefined,
};

/**
 * A function that changes settings before the updates at which they were changed; undefined if there is no change.
 * @param begun the settings that the run began with
 * @param drawnAs the lanes whose random numbers the lanes draw
 */
export function pythonChanges(
  begun: RunConfig,
  changes: readonly Change[],
  drawnAs: Readonly<Record<LaneKey, LaneKey>>,
): Part | undefined {
  let config = begun;
  const byStep = new Map<number, Part[]>();
  for (const change of changes) {
    const { step, setting } = change;
    config = withChanges(config, [change]);
    const [lane, name] = setting.split(".") as [LaneKey, string];
    const part =
      setting === "lr"
        ? statement(`a.alpha = b.alpha = ${config.lr}`)
        : STATEMENTS[name]?.(config[lane], lane, drawnAs[lane]);
    if (part) byStep.set(step, [...(byStep.get(step) ?? []), part]);
  }
  if (byStep.size === 0) return undefined;
  const lines = [...byStep].flatMap(([step, parts]) => [
    `    if step == ${step}:`,
    ...parts.map(({ expression }) => `        ${expression}`),
  ]);
  return {
    needs: [...byStep.values()].flat().flatMap(({ needs }) => needs),
    expression: [
      "def change(step):",
      '    """Changes settings before an update, counted from 0, as they were changed while the lab trained."""',
      ...lines,
    ].join("\n"),
  };
}
