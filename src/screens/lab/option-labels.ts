import {
  type BackendId,
  FIELDS,
  type FieldValue,
  getField,
  KEYS,
  type LaneConfig,
  type Numbers,
  type RuleId,
  type RunConfig,
  type Supervision,
  type TextId,
  withField,
} from "../../config/schema";
import { INITIALISATIONS_BY_ID } from "../../initialisations";
import { ACTIVATIONS_BY_ID } from "../../kernels/activations";
import { formatCount, formatNumber } from "../../math/number-format";
import { RULES_BY_ID, type RuleSetting } from "../../rules";
import { TASK_MAKERS } from "../../tasks";
import { OPTIMISERS_BY_ID } from "../../training/optimisers";
import type { Option } from "../../ui/choice-field";

const NUMBERS: Readonly<Record<Numbers, string>> = { real: "Real", complex: "Complex" };
const SUPERVISIONS: Readonly<Record<Supervision, string>> = { every: "every step", last: "the last step" };
const TEXTS: Readonly<Record<TextId, string>> = { novel: "Pride and Prejudice", own: "Your own text" };
const BACKENDS: Readonly<Record<BackendId, string>> = {
  auto: "Automatic",
  webgpu: "WebGPU",
  wasm: "WebAssembly",
  cpu: "Plain JavaScript",
};

type Labels = Readonly<Record<string, string | { readonly label: string }>>;
const LABELS: Readonly<Record<string, Labels>> = {
  task: TASK_MAKERS,
  supervise: SUPERVISIONS,
  text: TEXTS,
  backend: BACKENDS,
  rule: RULES_BY_ID,
  exp: RULES_BY_ID,
  activation: ACTIVATIONS_BY_ID,
  init: INITIALISATIONS_BY_ID,
  optimiser: OPTIMISERS_BY_ID,
  precondition: { ...OPTIMISERS_BY_ID, sgd: "none" },
  numbers: NUMBERS,
};

/** What a value of a field is called on the page. */
export function valueLabel(key: string, value: FieldValue): string {
  if (typeof value === "number") {
    if (key === "seed") return String(value);
    if (key.endsWith(".clip") && value === 0) return "off";
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value, 4);
  }
  const entry = LABELS[key.replace(/^[ab]\./, "")]?.[value];
  return typeof entry === "string" ? entry : (entry?.label ?? value);
}

/** The options of a choice field, named; what cannot go with the rest of the config is not open to choice. */
export function optionsOf(key: string, config: RunConfig): readonly Option[] {
  const field = FIELDS[key];
  if (field.kind !== "choice") return [];
  const twin = unusedTwin(key, config);
  const values = field.options.filter((value) => value !== twin);
  return values.map((value) => {
    const label = valueLabel(key, value);
    const misfit = misfitOf(key, withField(config, key, value));
    return misfit ? { value, label: `${label} (${misfit})`, disabled: true } : { value, label };
  });
}

/**
 * Of the two ids of the unconstrained rule the one that a lane's list leaves out, for it is one rule: the list has the
 * id that the lane is set to, else `euclidean` in lane B, which its switch calls Naive, and `none` in lane A.
 */
function unusedTwin(key: string, config: RunConfig): RuleId | undefined {
  if (!key.endsWith(".rule")) return undefined;
  const now = getField(config, key);
  if (now === "none" || now === "euclidean") return now === "none" ? "euclidean" : "none";
  return laneOf(key) === "b" ? "none" : "euclidean";
}

/** Why a rule and its lane's numbers do not go together, where they do not. */
function misfitOf(key: string, config: RunConfig): string | undefined {
  const lane = laneOf(key);
  if (!lane || !/\.(rule|numbers)$/.test(key)) return undefined;
  const { rule, numbers } = config[lane];
  const can = RULES_BY_ID[rule].numbers;
  if (can.includes(numbers)) return undefined;
  return key.endsWith("numbers") ? "not with this rule" : `${can.join(" or ")} only`;
}

const laneOf = (key: string) => /^([ab])\./.exec(key)?.[1] as "a" | "b" | undefined;

/** What a field is called on the page, with its lane. */
export function fieldLabel(key: string): string {
  const lane = laneOf(key);
  const { label } = FIELDS[key];
  return lane ? `Lane ${lane.toUpperCase()} ${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

const isText = ({ task }: RunConfig) => task === "words" || task === "characters";

/** Steps of every sequence, where the task leaves no choice. */
export const fixedLength = ({ task }: RunConfig): number | undefined => TASK_MAKERS[task].fixedSteps;

const RULE_SETTINGS = ["beta", "rebase", "precondition", "clip"] as const satisfies readonly RuleSetting[];
const isRuleSetting = (name: string): name is RuleSetting =>
  (RULE_SETTINGS as readonly string[]).includes(name);

/** Whether a field has any effect in this config. */
export function applies(key: string, config: RunConfig): boolean {
  if (key === "length") return fixedLength(config) === undefined;
  if (key === "recall" || key === "alphabet") return config.task === "copying";
  if (key === "vocabulary") return config.task === "words";
  if (key === "supervise" || key === "text") return isText(config);
  const lane = laneOf(key);
  if (lane) {
    const name = key.slice(2) as keyof LaneConfig;
    if (name === "gain") return config[lane].init === "gaussian";
    if (isRuleSetting(name)) return RULES_BY_ID[config[lane].rule].reads.includes(name);
  }
  return KEYS.includes(key);
}
