import { HELD_OUT_SIZE } from "../config/memory-limit";
import type { Refusal } from "../config/parse";
import { SPEEDS, type Speed } from "../config/speed";
import { VIEWED_FIGURES, VIEWS, type Views } from "../config/views";
import {
  type FigureId,
  FLAGS,
  type Flag,
  figuresOf,
  MAX_SCENES,
  refuseValue,
  type ScreenId,
  STARTS,
  type Start,
  THEMES,
  type Theme,
} from "./keys";

/** The values of the page's own keys, apart from the screen; null if an address does not name one. */
export interface PageValues extends Readonly<Record<Flag, boolean>> {
  /** The speed of Play. */
  readonly speed: Speed | null;
  /** The number of the held-out sequence that is shown. */
  readonly sequence: number | null;
  /** The chosen views of the figures that have several. */
  readonly view: Views;
  /** The step that is shown, which the run makes first. */
  readonly step: number | null;
  readonly theme: Theme | null;
  readonly start: Start | null;
  /** The lecture that is given: the id of one, or a whole one, packed. */
  readonly scenes: string | null;
  /** The number of its scene, from 1. */
  readonly scene: number | null;
  /** The figures that an embedded page shows, in this order; all of the screen if none is named. */
  readonly figures: readonly FigureId[];
}

/** The page's own keys if an address names none of them. */
export const NO_PAGE_VALUES: PageValues = {
  speed: null,
  sequence: null,
  view: {},
  step: null,
  theme: null,
  start: null,
  scenes: null,
  scene: null,
  figures: [],
  play: false,
  loop: false,
  embed: false,
};

/** Reads a key that has one of several values; null if it is absent, or if it is refused. */
export function readChoice<T extends string>(
  params: URLSearchParams,
  key: string,
  options: readonly T[],
  refusals: Refusal[],
): T | null {
  const text = params.get(key);
  const chosen = options.find((option) => option === text);
  if (text !== null && !chosen) refusals.push(refuseValue(key, text, `one of ${options.join(", ")}`));
  return chosen ?? null;
}

/**
 * Reads the page's own keys. A bad value is refused with a sentence, and in a list each bad entry; the rest is used.
 * @param refusals receives the refusals
 */
export function readPageValues(
  params: URLSearchParams,
  { screen, steps }: { readonly screen: ScreenId; readonly steps: number },
  refusals: Refusal[],
): PageValues {
  return {
    speed: readChoice(params, "speed", SPEEDS, refusals),
    sequence: readWhole(params, "sequence", [1, HELD_OUT_SIZE], refusals),
    view: readViews(entriesOf(params.get("view")), refusals),
    step: readWhole(params, "step", [0, steps], refusals),
    theme: readChoice(params, "theme", THEMES, refusals),
    start: readChoice(params, "start", STARTS, refusals),
    scenes: readScenes(params, refusals),
    scene: readWhole(params, "scene", [1, MAX_SCENES], refusals),
    play: isSet(params, "play"),
    loop: isSet(params, "loop"),
    embed: isSet(params, "embed"),
    figures: readFigures(entriesOf(params.get("embed")), screen, refusals),
  };
}

/** Reads the lecture: an id, or a packed one, which begins with `z.`. Whether there is such a lecture is not known here. */
function readScenes(params: URLSearchParams, refusals: Refusal[]): string | null {
  const text = params.get("scenes");
  if (text === null || /^([a-z0-9-]{1,60}|z\.[\w-]+)$/.test(text)) return text;
  refusals.push(
    refuseValue(
      "scenes",
      text,
      "the id of a lecture, such as ten-minutes, or a lecture as Copy link writes it",
    ),
  );
  return null;
}

/** Words that only set or clear a flag. */
const ON = ["1", "true"];
const OFF = ["0", "false"];

/** Whether an address sets a flag: `play` does, `play=0` and `play=false` do not. */
const isSet = (params: URLSearchParams, flag: Flag): boolean =>
  params.has(flag) && !OFF.includes(params.get(flag) ?? "");

const entriesOf = (text: string | null) => (text ?? "").split(",").filter(Boolean);

function readWhole(
  params: URLSearchParams,
  key: string,
  [min, max]: readonly [number, number],
  refusals: Refusal[],
): number | null {
  const text = params.get(key);
  if (text === null) return null;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  refusals.push(refuseValue(key, text, `a whole number from ${min} to ${max}`));
  return null;
}

function readFigures(entries: readonly string[], screen: ScreenId, refusals: Refusal[]): FigureId[] {
  if (entries.length === 1 && [...ON, ...OFF].includes(entries[0])) return [];
  const known = figuresOf(screen);
  const allowed =
    known.length > 0
      ? `without a value, or figures of this screen joined by commas: ${known.join(", ")}`
      : "without a value on this screen";
  for (const entry of entries) {
    if (!known.some((id) => id === entry)) refusals.push(refuseValue("embed", entry, allowed));
  }
  return [...new Set(entries)].flatMap((entry) => known.find((id) => id === entry) ?? []);
}

function readViews(entries: readonly string[], refusals: Refusal[]): Views {
  let views: Views = {};
  for (const entry of entries) {
    const [name, id] = entry.split(":", 2);
    const figure = VIEWED_FIGURES.find((each) => each === name);
    const view = figure && VIEWS[figure].find((each) => each === id);
    if (figure && view) views = { ...views, [figure]: view };
    else {
      const options = figure ? VIEWS[figure].map((each) => `${figure}:${each}`) : VIEWED_FIGURES;
      const one = figure ? "one of" : "a figure and its view such as gradient:heat-last; the figures are";
      refusals.push(refuseValue("view", entry, `${one} ${options.join(", ")}`));
    }
  }
  return views;
}

/** The parts of an address for the page's own keys: those with values, and behind them what else a frame needs. */
export function printPageValues(values: PageValues): {
  values: readonly string[];
  flags: readonly string[];
} {
  const { speed, sequence, view, step, theme, start, scenes, scene, figures, embed } = values;
  const views = VIEWED_FIGURES.flatMap((figure) => (view[figure] ? [`${figure}:${view[figure]}`] : []));
  const plain = FLAGS.filter((flag) => values[flag] && flag !== "embed");
  return {
    values: [
      ...(speed ? [`speed=${speed}`] : []),
      ...(sequence ? [`sequence=${sequence}`] : []),
      ...(views.length > 0 ? [`view=${views.join(",")}`] : []),
      ...(step === null ? [] : [`step=${step}`]),
      ...(theme ? [`theme=${theme}`] : []),
      ...(scenes ? [`scenes=${scenes}`] : []),
      ...(scenes && scene ? [`scene=${scene}`] : []),
    ],
    flags: [
      ...plain,
      ...(start ? [`start=${start}`] : []),
      ...(embed ? [figures.length > 0 ? `embed=${figures.join(",")}` : "embed"] : []),
    ],
  };
}
