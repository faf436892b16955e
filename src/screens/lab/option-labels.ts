import { fits } from "../../config/fit-lanes";
import {
  type BackendId,
  type ChoiceKey,
  type ConfigKey,
  FIELDS,
  getField,
  type LaneConfig,
  type Numbers,
  type RuleId,
  type RunConfig,
  type Supervision,
  type TextId,
  type ValueOf,
  withField,
} from "../../config/schema";
import { INITIALISATIONS } from "../../initialisations";
import { ACTIVATIONS } from "../../kernels/activations";
import { CELLS } from "../../kernels/cells";
import { LANE_KEYS } from "../../lanes";
import { formatCount, formatNumber } from "../../math/number-format";
import { OPTIMISERS } from "../../optimisers";
import { RULES, type RuleSetting } from "../../rules";
import { readsOwnData, TASK_IDS, TASKS } from "../../tasks";
import type { Order } from "../../tasks/order";
import type { TaskSetting } from "../../tasks/task";
import type { Option } from "../../ui/choice-field";

const NUMBERS: Readonly<Record<Numbers, string>> = { real: "Real", complex: "Complex" };
const SUPERVISIONS: Readonly<Record<Supervision, string>> = { every: "every step", last: "the last step" };
const TEXTS: Readonly<Record<TextId, string>> = { novel: "Pride and Prejudice", own: "Your own text" };
const ORDERS: Readonly<Record<Order, string>> = { given: "row by row", permuted: "permuted" };
const BACKENDS: Readonly<Record<BackendId, string>> = {
  auto: "Automatic",
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  cpu: "Plain JavaScript",
};

type Labels = Readonly<Record<string, string | { readonly label: string }>>;
const LABELS: Readonly<Record<string, Labels>> = {
  task: TASKS,
  supervise: SUPERVISIONS,
  order: ORDERS,
  text: TEXTS,
  backend: BACKENDS,
  cell: CELLS,
  rule: RULES,
  exp: RULES,
  activation: ACTIVATIONS,
  init: INITIALISATIONS,
  optimiser: OPTIMISERS,
  precondition: { ...OPTIMISERS, sgd: "none" },
  numbers: NUMBERS,
};

/** Returns the label of a field's value on the page. */
export function valueLabel(key: ConfigKey, value: ValueOf): string {
  if (typeof value === "number") {
    if (key === "seed") return String(value);
    if (key.endsWith(".clip") && value === 0) return "off";
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 4);
  }
  const entry = LABELS[key.replace(/^[ab]\./, "")]?.[value];
  return typeof entry === "string" ? entry : (entry?.label ?? value);
}

/** Returns the labelled options of a choice field; those that change another setting say which numbers they need. */
export function optionsOf(key: ChoiceKey, config: RunConfig): readonly Option<ValueOf<ChoiceKey>>[] {
  const twin = unusedTwin(key, config);
  const values = FIELDS[key].options.filter((value) => value !== twin && !readsOwnData(value));
  return values.map((value) => {
    const label = valueLabel(key, value);
    const misfit = misfitOf(key, withField(config, key, value));
    return { value, label: misfit ? `${label} (${misfit})` : label };
  });
}

/**
 * Returns which of the two ids of the unconstrained rule a lane's list omits, because they are one rule: the list has the
 * id that the lane is set to, else `euclidean` in lane B, which its switch calls Naive, and `none` in lane A.
 */
function unusedTwin(key: ChoiceKey, config: RunConfig): RuleId | undefined {
  if (!key.endsWith(".rule")) return undefined;
  const now = getField(config, key);
  if (now === "none" || now === "euclidean") return now === "none" ? "euclidean" : "none";
  return laneOf(key) === "b" ? "none" : "euclidean";
}

/** Returns what else an option changes, because the lane's rule, numbers and cell do not go together; undefined if nothing. */
function misfitOf(key: ConfigKey, config: RunConfig): string | undefined {
  const lane = laneOf(key);
  if (!lane || !/\.(rule|numbers|cell)$/.test(key)) return undefined;
  if (fits(config[lane])) return undefined;
  if (key.endsWith("numbers") || key.endsWith("cell")) return "with another rule";
  if (CELLS[config[lane].cell].gated) return "simple cell";
  return `${RULES[config[lane].rule].numbers.join(" or ")} only`;
}

const laneOf = (key: ConfigKey) => LANE_KEYS.find((lane) => key.startsWith(`${lane}.`));

/** Returns the label of a field on the page, with its lane. */
export function fieldLabel(key: ConfigKey): string {
  const lane = laneOf(key);
  const { label } = FIELDS[key];
  return lane ? `Lane ${lane.toUpperCase()} ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** Returns the length of every sequence if the task fixes it. */
export function fixedLength(config: RunConfig): number | undefined {
  const { reads, shape } = TASKS[config.task];
  return reads.includes("length") ? undefined : shape(config).steps;
}

const TASK_SETTINGS: readonly string[] = TASK_IDS.flatMap((task) => TASKS[task].reads);
const isTaskSetting = (key: string): key is TaskSetting => TASK_SETTINGS.includes(key);

const RULE_SETTINGS = [
  ...(["beta", "rebase", "precondition", "clip"] as const),
  ...(["ringMin", "ringMax", "phase"] as const),
] satisfies readonly RuleSetting[];
const isRuleSetting = (name: string): name is RuleSetting =>
  (RULE_SETTINGS as readonly string[]).includes(name);

/** Whether a field has any effect in this config. */
export function applies(key: ConfigKey, config: RunConfig): boolean {
  if (isTaskSetting(key)) return TASKS[config.task].reads.includes(key);
  const lane = laneOf(key);
  if (lane) {
    const name = key.slice(2) as keyof LaneConfig;
    const { blocks, gated } = CELLS[config[lane].cell];
    if (name === "forget") return blocks.includes("f");
    if (name === "activation" || name === "numbers") return gated === null;
    if (name === "gain") return config[lane].init === "gaussian";
    if (isRuleSetting(name)) return RULES[config[lane].rule].reads.includes(name);
  }
  return true;
}
