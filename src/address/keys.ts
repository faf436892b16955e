import type { Refusal } from "../config/parse";

/**
 * The keys of the address, by owner. The run's keys (`task`, `a.rule`, …) are the table of settings in
 * `config/schema.ts`. The page has `screen`, `speed`, `sequence` and the flags. The other screens have the keys of `OWN_KEYS`.
 */

export const SCREENS = [
  "lab",
  "counterexample",
  "why",
  "experiments",
  "benchmark",
  "check",
  "about",
] as const;
export type ScreenId = (typeof SCREENS)[number];

/**
 * Keys without a value: `play` starts the run, `loop` starts it again after its end, and `embed` hides everything but the
 * figures. `embed` may have the figures that are shown as its value.
 */
export const FLAGS = ["play", "loop", "embed"] as const;
export type Flag = (typeof FLAGS)[number];

/** When `play` starts: as soon as the page is seen, or as soon as the networks are built. */
export const STARTS = ["visible", "now"] as const;
export type Start = (typeof STARTS)[number];

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The most scenes that a lecture has. */
export const MAX_SCENES = 200;

/** The keys of the page itself. */
export const PAGE_KEYS: readonly string[] = [
  ...["screen", "speed", "sequence", "view", "step", "theme", "start", "scenes", "scene"],
  ...FLAGS,
];

/** The figures that can be embedded one by one, by screen. */
export const FIGURES = {
  lab: ["gradient", "eigenvalues", "sequence", "loss", "accuracy", "drift"],
  counterexample: ["program", "drift", "eigenvalues", "image", "norms"],
  why: [
    ...(["network", "product", "spectrum", "powers", "vector", "circle", "factors", "modrelu"] as const),
    ...(["breaking", "turn", "tangent", "climbing", "accuracies", "linear-memory"] as const),
    ...(["forget-gate", "forgetting", "ring"] as const),
  ],
} as const satisfies Partial<Record<ScreenId, readonly string[]>>;
/** A screen with figures that can be embedded one by one. */
export type FigureScreen = keyof typeof FIGURES;
/** The id of a figure of a screen. */
export type FigureId<Screen extends FigureScreen = FigureScreen> = (typeof FIGURES)[Screen][number];

/** The figures of a screen that can be embedded one by one; none of a screen that has no such figures. */
export const figuresOf = (screen: ScreenId): readonly FigureId[] =>
  (FIGURES as Partial<Record<ScreenId, readonly FigureId[]>>)[screen] ?? [];

/** Those of the ids that are figures of a screen, in their order. */
export const figuresAmong = <Screen extends FigureScreen>(
  screen: Screen,
  ids: readonly FigureId[],
): FigureId<Screen>[] => {
  const own: readonly FigureId<Screen>[] = FIGURES[screen];
  return ids.flatMap((id) => own.find((each) => each === id) ?? []);
};

/** The names of each screen's own keys; in the address they follow the screen's id, as in `counterexample.lr`. */
export const OWN_KEYS = {
  counterexample: ["lr", "matrix", "rule", "g"],
  why: ["chapter"],
  experiments: ["reference"],
} as const satisfies Partial<Record<ScreenId, readonly string[]>>;

/** A screen that has keys of its own. */
export type Owner = keyof typeof OWN_KEYS;
export const OWNERS = Object.keys(OWN_KEYS) as Owner[];

/** A screen's own key, without the screen's id, and its text. */
export type Pair = readonly [name: string, text: string];
/** The own keys of every screen that has any. */
export type Own = Readonly<Record<Owner, readonly Pair[]>>;

/** Converts the text of one key to values of a screen, and back. */
interface OwnKey<Values> {
  /** @returns the values, or what is allowed: the end of the sentence “it must be …” */
  read(text: string): Partial<Values> | string;
  /** @returns the text; null if the key is omitted from the address */
  write(values: Values): string | null;
}
/** A screen's table of its own keys; the compiler reports every key without a row. */
export type KeyTable<O extends Owner, Values> = Readonly<
  Record<(typeof OWN_KEYS)[O][number], OwnKey<Values>>
>;

/** The refusal of a value, with a sentence that says what is allowed. */
export function refuseValue(key: string, text: string, allowed: string): Refusal {
  const given = text.slice(0, 40);
  return { key, given, message: `${key} = “${given}” was refused: it must be ${allowed}.` };
}

/** Parses a screen's own keys one by one: the values of those that are valid, and a sentence for each other. */
export function readOwn<Values>(
  owner: Owner,
  table: Readonly<Record<string, OwnKey<Values>>>,
  pairs: readonly Pair[],
): { values: Partial<Values>; refusals: readonly string[] } {
  const rows = new Map<string, OwnKey<Values>>(Object.entries(table));
  let values: Partial<Values> = {};
  const refusals: string[] = [];
  for (const [name, text] of pairs) {
    const key = `${owner}.${name}`;
    const parsed = rows.get(name)?.read(text);
    if (parsed === undefined) {
      const known = [...rows.keys()].map((one) => `${owner}.${one}`);
      const are = known.length === 1 ? "is" : "are";
      refusals.push(`“${key.slice(0, 40)}” is not a setting of this screen; ${known.join(", ")} ${are}.`);
    } else if (typeof parsed === "string") refusals.push(refuseValue(key, text, parsed).message);
    else values = { ...values, ...parsed };
  }
  return { values, refusals };
}

/** The own keys that represent these values. */
export const writeOwn = <Values>(table: Readonly<Record<string, OwnKey<Values>>>, values: Values): Pair[] =>
  Object.entries(table).flatMap(([name, { write }]) => {
    const text = write(values);
    return text === null ? [] : [[name, text] as const];
  });
