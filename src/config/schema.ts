/**
 * The run's configuration: one table. The form, the URL, presets, imported files, the metadata of exported pictures and
 * the types below all come from it, so a new setting is one new row here.
 */
import { INITIALISATION_IDS, type InitialisationId } from "../initialisations";
import { ACTIVATION_IDS, type ActivationId } from "../kernels/activations";
import { CELL_IDS, type CellId } from "../kernels/cells";
import { RING } from "../math/diagonal";
import { OPTIMISER_IDS, type OptimiserId } from "../optimisers";
import { RULE_IDS, type RuleId } from "../rules";
import { PLAN_TASK_IDS, type TaskId } from "../tasks";
import { ORDERS } from "../tasks/order";
import { choice, defaultsOf, inLane, number, type ValueIn, type ValuesIn } from "./fields";

export type { ActivationId, CellId, InitialisationId, OptimiserId, RuleId, TaskId };

export const NUMBERS = ["real", "complex"] as const;
export const BACKENDS = ["auto", "webgpu", "wasm", "cpu"] as const;
/** The rules that *Update rule: Exp* can mean. */
export const EXPONENTIAL_RULES = ["exp", "riemannian", "deck-minus", "deck-plus"] as const;
export const SUPERVISIONS = ["every", "last"] as const;
/** The text that the text tasks read: the novel that comes with the lab, or the user's own text. */
export const TEXTS = ["novel", "own"] as const;

export type Numbers = (typeof NUMBERS)[number];
export type BackendId = (typeof BACKENDS)[number];
export type ExponentialRuleId = (typeof EXPONENTIAL_RULES)[number];
export type Supervision = (typeof SUPERVISIONS)[number];
export type TextId = (typeof TEXTS)[number];

/** Whether a rule is the plain step W ← W − αG. It has two ids, which train alike; links and files use either. */
export const isUnconstrained = (rule: RuleId): boolean => rule === "none" || rule === "euclidean";

/** The fields of one lane, given the defaults in which the lanes differ. */
const laneFields = (rule: RuleId, init: InitialisationId) => ({
  cell: choice(
    "Cell",
    "reset",
    CELL_IDS,
    "simple",
    "What a time step does: σ(Wh + Vx + b), or the gates of an LSTM or a GRU.",
  ),
  rule: choice("Rule", "live", RULE_IDS, rule, "How the recurrent matrix W is stored and updated."),
  /** Whether h and W are real or complex. */
  numbers: choice(
    "Numbers",
    "reset",
    NUMBERS,
    "real",
    "Complex: modReLU acts on the modulus, other activations on real and imaginary parts.",
  ),
  activation: choice("Activation", "reset", ACTIVATION_IDS, "modrelu"),
  init: choice("Initialisation", "reset", INITIALISATION_IDS, init),
  /** The bias of the forget gate at the start. */
  forget: number("Forget bias", "reset", {
    min: -10,
    max: 10,
    default: 1,
    hint: "LSTM: the start of the forget gates’ biases; 1 lets them remember at first.",
  }),
  /** Standard deviation of a Gaussian start in units of 1/√n; other initialisations ignore it. */
  gain: number("Gain", "reset", { min: 0, max: 10, default: 1, hint: "Gaussian start: W ~ N(0, gain²/n)." }),
  /** Trains V, U, b, c and the thresholds; the recurrent matrix belongs to the rule. */
  optimiser: choice("Optimiser", "reset", OPTIMISER_IDS, "rmsprop", "Trains everything but W."),
  /** The optimiser's learning rate. */
  rate: number("Optimiser’s rate", "live", { min: 0, max: 1, default: 0.002 }),
  /** The optimiser that scales the direction of W's parameters before the step α. */
  precondition: choice(
    "Scaling of W’s gradient",
    "reset",
    OPTIMISER_IDS,
    "sgd",
    "The optimiser that scales W’s gradient before the step α; “none” leaves it as it is.",
  ),
  /** The largest ‖∂L/∂W‖_F used in a step of W; 0 is no limit. */
  clip: number("Clip", "live", {
    min: 0,
    max: 1e6,
    default: 0,
    hint: "If ‖∂L/∂W‖ is larger than this, ∂L/∂W is scaled down to it; 0 never clips.",
  }),
  /** β of the soft penalty β‖WW* − I‖². */
  beta: number("Penalty β", "live", {
    min: 0,
    max: 1000,
    default: 0.1,
    hint: "Soft penalty: β‖WW* − I‖_F² is added to the loss.",
  }),
  /** The ring on which the λ of a linear recurrent unit start. */
  ringMin: number("Ring from", "reset", {
    min: 0,
    max: 0.9999,
    default: RING.min,
    hint: "Linear recurrent unit: the least |λ| at the start.",
  }),
  ringMax: number("Ring to", "reset", {
    min: 0.01,
    max: 0.9999,
    default: RING.max,
    hint: "Linear recurrent unit: the largest |λ| at the start.",
  }),
  phase: number("Phase below", "reset", {
    min: 0,
    max: 6.2832,
    default: RING.phase,
    hint: "Linear recurrent unit: arg λ starts between 0 and this; 6.2832 is the whole circle.",
  }),
  /** K: the number of steps after which the Riemannian rule replaces its base by W. */
  rebase: number("Re-base every", "live", {
    min: 1,
    max: 1000,
    default: 1,
    integer: true,
    hint: "Riemannian: steps in one tangent space before W becomes the new base point.",
  }),
});

/** The fields of the run as a whole. */
const RUN_FIELDS = {
  task: choice("Task", "reset", PLAN_TASK_IDS, "copying"),
  /** Blanks to remember across (copying), time steps with words in (forget), numbers in (adding) or tokens in (text); digits have 64 pixels anyway. */
  length: number("Sequence length", "reset", {
    min: 1,
    max: 1000,
    largeMax: 5000,
    default: 60,
    integer: true,
  }),
  /** Copying, with and without reset: symbols to recall, S. */
  recall: number("Symbols to recall", "reset", { min: 1, max: 20, default: 3, integer: true }),
  /** The same: different symbols, K. */
  alphabet: number("Different symbols", "reset", { min: 2, max: 20, default: 4, integer: true }),
  /** Next word: commonest words kept; all others are one unknown token. */
  vocabulary: number("Vocabulary", "reset", { min: 100, max: 2000, default: 1000, integer: true }),
  /** Text: which one. */
  text: choice("Text", "reset", TEXTS, "novel"),
  /** Text: a loss at every step, or at the last one alone. */
  supervise: choice("Loss at", "reset", SUPERVISIONS, "every"),
  /** Digits and own data: the order of the pixels, or of all time steps. */
  order: choice("Order of pixels", "reset", ORDERS, "given"),
  /** n, of each lane. */
  units: number("Hidden units", "reset", { min: 2, max: 256, largeMax: 1024, default: 32, integer: true }),
  /** Sequences per training step. */
  batch: number("Batch", "reset", { min: 1, max: 128, largeMax: 512, default: 16, integer: true }),
  seed: number("Seed", "reset", { min: 0, max: 4294967295, default: 1, integer: true }),
  /** α, the plain SGD step on the recurrent matrix, the same in both lanes. */
  lr: number("Learning rate of W", "live", {
    min: 1e-6,
    max: 10,
    default: 0.01,
    hint: "α, which moves the recurrent matrix W, in both lanes. The rest is moved by each lane’s optimiser.",
  }),
  /** Play pauses after this many steps. */
  steps: number("Steps", "live", { min: 1, max: 1_000_000, default: 500, integer: true }),
  backend: choice("Backend", "live", BACKENDS, "auto"),
  /** What *Update rule: Exp* means for lane B. */
  exp: choice("Exp means", "live", EXPONENTIAL_RULES, "exp"),
};

const LANE_A = laneFields("none", "uniform");
const LANE_B = laneFields("exp", "rotations");

/** Every field by its URL key, in the order of the form and of the URL. */
export const FIELDS = { ...RUN_FIELDS, ...inLane("a", LANE_A), ...inLane("b", LANE_B) };

type Fields = typeof FIELDS;
/** A key of the config as addresses and files have it, such as `lr` or `b.rule`. */
export type ConfigKey = keyof Fields;
type KeyOfKind<Kind extends "number" | "choice"> = {
  [Key in ConfigKey]: Fields[Key]["kind"] extends Kind ? Key : never;
}[ConfigKey];
export type NumberKey = KeyOfKind<"number">;
export type ChoiceKey = KeyOfKind<"choice">;
/** The type of a key's value: `ValueOf<"b.rule">` is a rule's id, `ValueOf<"lr">` a number. */
export type ValueOf<Key extends ConfigKey = ConfigKey> = ValueIn<Fields[Key]>;
/** A value whose field is not known, or no longer exists. */
export type FieldValue = string | number;

/** The settings of one lane. */
export interface LaneConfig extends ValuesIn<typeof LANE_A> {}
/** All settings of a run, nested as programs read them; {@link getField} and {@link withField} go by the flat keys. */
export interface RunConfig extends ValuesIn<typeof RUN_FIELDS> {
  a: LaneConfig;
  b: LaneConfig;
}

export const KEYS = Object.keys(FIELDS) as readonly ConfigKey[];

/** Whether a text, from an address or a file, is a key of the config. */
export const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(FIELDS, key);

/** The value under a dotted key such as `b.rule`. */
export function getField<Key extends ConfigKey>(config: RunConfig, key: Key): ValueOf<Key> {
  const [head, tail] = key.split(".") as [keyof RunConfig, keyof LaneConfig | undefined];
  const part = config[head];
  return (typeof part === "object" && tail ? part[tail] : part) as ValueOf<Key>;
}

/** A copy of the config with the value under a dotted key replaced. Its range is not checked. */
export function withField<Key extends ConfigKey>(
  config: RunConfig,
  key: Key,
  value: ValueOf<Key>,
): RunConfig {
  const [head, tail] = key.split(".") as [keyof RunConfig, string | undefined];
  const part = config[head];
  return { ...config, [head]: typeof part === "object" && tail ? { ...part, [tail]: value } : value };
}

export const DEFAULT_CONFIG: RunConfig = {
  ...defaultsOf(RUN_FIELDS),
  a: defaultsOf(LANE_A),
  b: defaultsOf(LANE_B),
};
