/**
 * The run's configuration: one table. The form, the URL, presets, imported files and the metadata of
 * exported pictures all read it, so a new setting is one new row here.
 */

/** How a field takes effect: `live` on the next step of a running run, `reset` with the next fresh start. */
export type Effect = "live" | "reset";

interface FieldBase {
  /** What the form calls it. */
  readonly label: string;
  readonly effect: Effect;
  /** One sentence for the form. */
  readonly hint?: string;
}
export interface NumberField extends FieldBase {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly default: number;
}
export interface ChoiceField extends FieldBase {
  readonly kind: "choice";
  readonly options: readonly string[];
  readonly default: string;
}
export type Field = NumberField | ChoiceField;

export const TASKS = ["copying", "adding", "digits", "words", "characters"] as const;
export const RULES = [
  "none",
  "euclidean",
  "soft",
  "frozen",
  "exp",
  "riemannian",
  "cayley",
  "projection",
  "deck-minus",
  "deck-plus",
  "householder",
  "arjovsky",
] as const;
export const ACTIVATIONS = ["modrelu", "tanh", "sigmoid", "relu", "identity"] as const;
export const INITIALISATIONS = ["uniform", "rotations", "haar", "cayley", "gaussian", "identity"] as const;
export const NUMBERS = ["real", "complex"] as const;
export const OPTIMISERS = ["rmsprop", "adam", "momentum", "sgd"] as const;
export const BACKENDS = ["auto", "webgpu", "wasm", "cpu"] as const;
/** The rules that *Update rule: Exp* may stand for. */
export const EXPONENTIAL_RULES = ["exp", "riemannian", "deck-minus", "deck-plus"] as const;
export const SUPERVISIONS = ["every", "last"] as const;
/** Which text the text tasks read: the novel that comes with the lab, or one that the person gave. */
export const TEXTS = ["novel", "own"] as const;

export type TaskId = (typeof TASKS)[number];
export type RuleId = (typeof RULES)[number];
export type ActivationId = (typeof ACTIVATIONS)[number];
export type Numbers = (typeof NUMBERS)[number];
export type InitialisationId = (typeof INITIALISATIONS)[number];
export type OptimiserId = (typeof OPTIMISERS)[number];
export type BackendId = (typeof BACKENDS)[number];
export type ExponentialRuleId = (typeof EXPONENTIAL_RULES)[number];
export type Supervision = (typeof SUPERVISIONS)[number];
export type TextId = (typeof TEXTS)[number];

/** Whether W ← W − αG is meant. It has two ids, which train alike: links and files use either. */
export const isUnconstrained = (rule: RuleId): boolean => rule === "none" || rule === "euclidean";

export interface LaneConfig {
  rule: RuleId;
  /** Whether h and W are real or complex. */
  numbers: Numbers;
  activation: ActivationId;
  init: InitialisationId;
  /** Standard deviation of a Gaussian start in units of 1/√n; other initialisations ignore it. */
  gain: number;
  /** Trains V, U, b, c and the thresholds; the recurrent matrix belongs to the rule. */
  optimiser: OptimiserId;
  /** Its learning rate. */
  rate: number;
  /** What the direction of W's own parameters goes through before the step α. */
  precondition: OptimiserId;
  /** The largest ‖∂L/∂W‖_F that W is moved by; 0 is no limit. */
  clip: number;
  /** β of the soft penalty β‖WW* − I‖². */
  beta: number;
  /** K: steps after which the Riemannian rule takes W as its new base. */
  rebase: number;
}

export interface RunConfig {
  task: TaskId;
  /** Blanks to remember across (copying), numbers in (adding) or tokens in (text); digits have 64 pixels anyway. */
  length: number;
  /** Copying: symbols to recall, S. */
  recall: number;
  /** Copying: different symbols, K. */
  alphabet: number;
  /** Next word: commonest words kept; all others are one unknown token. */
  vocabulary: number;
  /** Text: which one. */
  text: TextId;
  /** Text: a loss at every step, or at the last one alone. */
  supervise: Supervision;
  units: number;
  batch: number;
  seed: number;
  /** α, the plain SGD step on the recurrent matrix, the same in both lanes. */
  lr: number;
  /** Play pauses after this many steps. */
  steps: number;
  backend: BackendId;
  /** What *Update rule: Exp* means for lane B. */
  exp: ExponentialRuleId;
  a: LaneConfig;
  b: LaneConfig;
}

const choice = <T extends string>(
  label: string,
  effect: Effect,
  options: readonly T[],
  fallback: T,
  hint?: string,
): ChoiceField => ({ kind: "choice", label, effect, options, default: fallback, ...(hint ? { hint } : {}) });
const number = (
  label: string,
  effect: Effect,
  range: { min: number; max: number; default: number; integer?: boolean; hint?: string },
): NumberField => ({
  kind: "number",
  label,
  effect,
  min: range.min,
  max: range.max,
  integer: range.integer ?? false,
  default: range.default,
  ...(range.hint ? { hint: range.hint } : {}),
});

const laneFields = (lane: "a" | "b", rule: RuleId, init: InitialisationId): Record<string, Field> => ({
  [`${lane}.rule`]: choice("Rule", "live", RULES, rule, "How the recurrent matrix W is stored and updated."),
  [`${lane}.numbers`]: choice(
    "Numbers",
    "reset",
    NUMBERS,
    "real",
    "Complex: modReLU acts on the modulus, other activations on real and imaginary parts.",
  ),
  [`${lane}.activation`]: choice("Activation", "reset", ACTIVATIONS, "modrelu"),
  [`${lane}.init`]: choice("Initialisation", "reset", INITIALISATIONS, init),
  [`${lane}.gain`]: number("Gain", "reset", {
    min: 0,
    max: 10,
    default: 1,
    hint: "Gaussian start: W ~ N(0, gain²/n).",
  }),
  [`${lane}.optimiser`]: choice("Optimiser", "reset", OPTIMISERS, "rmsprop", "Trains everything but W."),
  [`${lane}.rate`]: number("Optimiser’s rate", "live", { min: 0, max: 1, default: 0.002 }),
  [`${lane}.precondition`]: choice(
    "Scaling of W’s gradient",
    "reset",
    OPTIMISERS,
    "sgd",
    "The optimiser that scales W’s gradient before the step α; “none” leaves it as it is.",
  ),
  [`${lane}.clip`]: number("Clip", "live", {
    min: 0,
    max: 1e6,
    default: 0,
    hint: "If ‖∂L/∂W‖ is larger than this, ∂L/∂W is scaled down to it; 0 never clips.",
  }),
  [`${lane}.beta`]: number("Penalty β", "live", {
    min: 0,
    max: 1000,
    default: 0.1,
    hint: "Soft penalty: β‖WW* − I‖_F² is added to the loss.",
  }),
  [`${lane}.rebase`]: number("Re-base every", "live", {
    min: 1,
    max: 1000,
    default: 1,
    integer: true,
    hint: "Riemannian: steps in one tangent space before W becomes the new base point.",
  }),
});

/** Every field by its URL key, in the order of the form and of the URL. */
export const FIELDS: Readonly<Record<string, Field>> = {
  task: choice("Task", "reset", TASKS, "copying"),
  length: number("Sequence length", "reset", { min: 1, max: 1000, default: 60, integer: true }),
  recall: number("Symbols to recall", "reset", { min: 1, max: 20, default: 3, integer: true }),
  alphabet: number("Different symbols", "reset", { min: 2, max: 20, default: 4, integer: true }),
  vocabulary: number("Vocabulary", "reset", { min: 100, max: 2000, default: 1000, integer: true }),
  text: choice("Text", "reset", TEXTS, "novel"),
  supervise: choice("Loss at", "reset", SUPERVISIONS, "every"),
  units: number("Hidden units", "reset", { min: 2, max: 256, default: 32, integer: true }),
  batch: number("Batch", "reset", { min: 1, max: 128, default: 16, integer: true }),
  seed: number("Seed", "reset", { min: 0, max: 4294967295, default: 1, integer: true }),
  lr: number("Learning rate of W", "live", {
    min: 1e-6,
    max: 10,
    default: 0.01,
    hint: "α, which moves the recurrent matrix W, in both lanes. The rest is moved by each lane’s optimiser.",
  }),
  steps: number("Steps", "live", { min: 1, max: 1_000_000, default: 500, integer: true }),
  backend: choice("Backend", "live", BACKENDS, "auto"),
  exp: choice("Exp means", "live", EXPONENTIAL_RULES, "exp"),
  ...laneFields("a", "none", "uniform"),
  ...laneFields("b", "exp", "rotations"),
};

export const KEYS: readonly string[] = Object.keys(FIELDS);
export type FieldValue = string | number;

/** The value under a dotted key such as `b.rule`. */
export function getField(config: RunConfig, key: string): FieldValue {
  const [head, tail] = key.split(".") as [string, string | undefined];
  if (tail === undefined) return config[head as Exclude<keyof RunConfig, "a" | "b">];
  return config[head as "a" | "b"][tail as keyof LaneConfig];
}

/** A copy of the config with the value under a dotted key replaced. The value is not checked. */
export function withField(config: RunConfig, key: string, value: FieldValue): RunConfig {
  const [head, tail] = key.split(".") as [string, string | undefined];
  if (tail === undefined) return { ...config, [head]: value };
  const lane = config[head as "a" | "b"];
  return { ...config, [head]: { ...lane, [tail]: value } };
}

export const DEFAULT_CONFIG: RunConfig = KEYS.reduce(
  (config, key) => withField(config, key, FIELDS[key].default),
  {} as RunConfig,
);

/** A refusal: which key, what was given, what would be right. */
export interface Refusal {
  readonly key: string;
  readonly given: string;
  readonly message: string;
}

/** What a field accepts, in words. */
export function allowed(key: string): string {
  const field = FIELDS[key];
  if (field.kind === "choice") return `one of ${field.options.join(", ")}`;
  return `${field.integer ? "a whole number" : "a number"} from ${field.min} to ${field.max}`;
}

/** A value as a refusal quotes it, whatever it is. */
export const inWords = (given: unknown): string => {
  if (given === undefined) return "nothing";
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given).slice(0, 40);
};

/**
 * Reads one value, from text or JSON.
 * @returns the value, or a {@link Refusal} that names key, value and allowed range.
 */
export function parseField(key: string, given: unknown): { value: FieldValue } | { refusal: Refusal } {
  const shown = inWords(given);
  const refuse = (message: string) => ({ refusal: { key, given: shown, message } });
  const field = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  if (!field) return refuse(`“${key.slice(0, 40)}” is not a setting of the lab.`);
  const bad = () => refuse(`${key} = “${shown}” was refused: it must be ${allowed(key)}.`);
  if (field.kind === "choice") {
    return typeof given === "string" && field.options.includes(given) ? { value: given } : bad();
  }
  const isNumeral = typeof given === "string" && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given);
  if (typeof given !== "number" && !isNumeral) return bad();
  const value = Number(given);
  if (!Number.isFinite(value) || value < field.min || value > field.max) return bad();
  return field.integer && !Number.isInteger(value) ? bad() : { value };
}
