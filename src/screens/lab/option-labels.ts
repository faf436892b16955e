import {
  type BackendId,
  FIELDS,
  type FieldValue,
  getField,
  KEYS,
  type OptimiserId,
  type RunConfig,
  type Supervision,
} from "../../config/schema";
import { INITIALISATIONS_BY_ID } from "../../initialisations";
import { ACTIVATIONS_BY_ID } from "../../kernels/activations";
import { RULES_BY_ID } from "../../rules";
import { TASK_MAKERS } from "../../tasks";
import type { Option } from "../../ui/choice-field";
import { formatCount, formatNumber } from "../../ui/number-format";

const OPTIMISERS: Readonly<Record<OptimiserId, string>> = { rmsprop: "RMSProp", adam: "Adam", sgd: "SGD" };
const SUPERVISIONS: Readonly<Record<Supervision, string>> = { every: "every step", last: "the last step" };
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
  backend: BACKENDS,
  rule: RULES_BY_ID,
  exp: RULES_BY_ID,
  activation: ACTIVATIONS_BY_ID,
  init: INITIALISATIONS_BY_ID,
  optimiser: OPTIMISERS,
};

/** What a value of a field is called on the page. */
export function valueLabel(key: string, value: FieldValue): string {
  if (typeof value === "number") {
    if (key === "seed") return String(value);
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
  }
  const entry = LABELS[key.replace(/^[ab]\./, "")]?.[value];
  return typeof entry === "string" ? entry : (entry?.label ?? value);
}

/** The options of a choice field, named. */
export function optionsOf(key: string): readonly Option[] {
  const field = FIELDS[key];
  return field.kind === "choice"
    ? field.options.map((value) => ({ value, label: valueLabel(key, value) }))
    : [];
}

/** What a field is called on the page, with its lane. */
export function fieldLabel(key: string): string {
  const lane = /^([ab])\./.exec(key)?.[1];
  return lane ? `Lane ${lane.toUpperCase()} ${FIELDS[key].label.toLowerCase()}` : FIELDS[key].label;
}

const isText = ({ task }: RunConfig) => task === "words" || task === "characters";

/** Whether a field has any effect in this config. */
export function applies(key: string, config: RunConfig): boolean {
  if (key === "recall" || key === "alphabet") return config.task === "copying";
  if (key === "vocabulary") return config.task === "words";
  if (key === "supervise") return isText(config);
  if (key === "a.gain" || key === "b.gain")
    return getField(config, key.replace("gain", "init")) === "gaussian";
  return KEYS.includes(key);
}
