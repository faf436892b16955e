import { DEFAULT_CONFIG, type LaneConfig, NUMBERS, type Numbers, type RunConfig } from "../config/schema";
import { ACTIVATION_IDS, ACTIVATIONS } from "../kernels/activations";
import { CELL_IDS, CELLS } from "../kernels/cells";
import { LANE_KEYS, type LaneKey } from "../lanes";
import { OPTIMISER_IDS, OPTIMISERS } from "../optimisers";
import { RULE_IDS, RULES } from "../rules";
import { TASK_IDS, TASKS } from "../tasks";

/** A config that is trained on the device and on the reference, to compare them. */
export interface DeviceCase {
  readonly title: string;
  readonly config: RunConfig;
  /** One step from equal weights, or ten losses; the latter only with tanh, since jumps amplify rounding. */
  readonly steps: 1 | 10;
  readonly lanes: readonly LaneKey[];
}

const SMALL: RunConfig = { ...DEFAULT_CONFIG, length: 8, recall: 2, units: 12, batch: 6, vocabulary: 100 };

type Change = Partial<Omit<RunConfig, LaneKey>>;
type LaneChange = Partial<RunConfig["a"]>;

/** A config with these changes of lane A and of lane B, by default the same. */
const both = (change: Change, a: LaneChange, b: LaneChange = a): RunConfig => ({
  ...SMALL,
  ...change,
  a: { ...SMALL.a, rule: "exp", init: "haar", ...a },
  b: { ...SMALL.b, rule: "exp", init: "haar", ...b },
});

const oneStep = (title: string, config: RunConfig, lanes = 2): DeviceCase => ({
  title,
  config,
  steps: 1,
  lanes: LANE_KEYS.slice(0, lanes),
});

/** A config with the first kind of numbers in lane A and the last in lane B. */
const ofNumbers = (numbers: readonly Numbers[], change: LaneChange) =>
  both({}, { ...change, numbers: numbers[0] }, { ...change, numbers: numbers[numbers.length - 1] });

const TANH: LaneChange = { activation: "tanh" };

/** Gated cells, whose W no rule keeps unitary. */
const GATED_IDS = CELL_IDS.filter((id) => CELLS[id].gated);
const gated = (cell: LaneConfig["cell"]): LaneChange => ({ cell, rule: "none", init: "uniform" });

/** Numbers of units, real or complex, that give partly filled workgroups and several workgroups. */
const UNITS = [2, 5, 33, 64, 67, 128] as const;
const TEN_STEPS: readonly (readonly [string, RunConfig])[] = [
  ["Remember", both({}, { ...TANH, rule: "none", init: "uniform" }, TANH)],
  ["complex", both({}, { ...TANH, numbers: "complex", rule: "none" }, { ...TANH, numbers: "complex" })],
  ["67 units", both({ units: 67 }, { ...TANH, rule: "riemannian" }, TANH)],
  ["Adding", both({ task: "adding" }, { ...TANH, rule: "soft" }, { ...TANH, precondition: "adam" })],
  ["LSTM and GRU", both({}, gated("lstm"), gated("gru"))],
];

/** Rule ids without duplicates: two ids may name the same rule. */
const DISTINCT_RULES = RULE_IDS.filter(
  (id) => RULE_IDS.find((other) => RULES[other].label === RULES[id].label) === id,
);

/**
 * Every rule, cell, activation, optimiser and task, real and complex, and odd sizes; additions to the lab's tables are included
 * automatically.
 */
export const DEVICE_CASES: readonly DeviceCase[] = [
  ...DISTINCT_RULES.map((id) => {
    const { label, numbers } = RULES[id];
    return oneStep(
      `Rule ${label}: ${numbers.join(" and ")}`,
      ofNumbers(numbers, { rule: id }),
      numbers.length,
    );
  }),
  oneStep("Rule Riemannian: between two bases", ofNumbers(NUMBERS, { rule: "riemannian", rebase: 2 })),
  ...ACTIVATION_IDS.map((activation) =>
    oneStep(
      `Activation ${ACTIVATIONS[activation].label}: real and complex`,
      ofNumbers(NUMBERS, { activation }),
    ),
  ),
  ...OPTIMISER_IDS.map((id) =>
    oneStep(
      `Optimiser ${OPTIMISERS[id].label}: of W and of all else`,
      both({}, { optimiser: id, precondition: id }),
      1,
    ),
  ),
  ...GATED_IDS.map((id) =>
    oneStep(`Cell ${CELLS[id].label}`, both({ task: "adding" }, { ...gated(id), precondition: "adam" }), 1),
  ),
  oneStep("LSTM and GRU: 67 units", both({ units: 67 }, gated("lstm"), gated("gru"))),
  oneStep("Clipped gradient", both({}, { clip: 0.01 }), 1),
  ...TASK_IDS.map((task) => oneStep(`Task ${TASKS[task].label}`, both({ task }, TANH), 1)),
  ...UNITS.map((units) =>
    oneStep(`${units} units: real and complex`, both({ units }, { numbers: "real" }, { numbers: "complex" })),
  ),
  ...[1, 3, 128].map((batch) => oneStep(`Batch of ${batch}`, both({ batch }, {}), 1)),
  ...TEN_STEPS.map(([name, config]) => ({
    title: `Ten losses: ${name}`,
    config,
    steps: 10 as const,
    lanes: LANE_KEYS,
  })),
];
