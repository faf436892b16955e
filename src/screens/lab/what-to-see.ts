import { matchingPreset } from "../../config/presets";
import type { RunConfig } from "../../config/schema";
import { formatCount } from "../../math/number-format";
import { TASKS } from "../../tasks";

const SMALL_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

/** Spells a count in words up to twelve, whole tens and a hundred; else in digits. */
function spelled(count: number): string {
  if (count === 100) return "a hundred";
  return (
    SMALL_NUMBERS[count - 1] ?? (count % 10 === 0 ? TENS[count / 10 - 2] : undefined) ?? formatCount(count)
  );
}

const some = (count: number, thing: string) => `${spelled(count)} ${thing}${count === 1 ? "" : "s"}`;

function reading(unit: string, { length, supervise, text }: RunConfig): string {
  const source = text === "own" ? "your own text" : "a novel";
  return supervise === "every"
    ? `predict every next ${unit} of ${source}, ${some(length, unit)} at a time`
    : `predict the next ${unit} of ${source} after ${some(length, unit)}`;
}

/** The tasks of the page, phrased to follow “learn to”. */
const LEARNED: Readonly<Partial<Record<RunConfig["task"], (config: RunConfig) => string>>> = {
  copying: ({ recall, length }) => `repeat ${some(recall, "symbol")} after ${some(length, "blank")}`,
  forget: ({ recall, length }) =>
    `repeat the ${recall === 1 ? "symbol" : some(recall, "symbol")} after the last reset in ${some(length, "time step")}`,
  adding: ({ length }) => `add the two marked numbers among ${spelled(length)}`,
  digits: (config) =>
    `name a handwritten digit from its ${TASKS.digits.shape(config).steps} pixels, read one by one`,
  words: (config) => reading("word", config),
  characters: (config) => reading("character", config),
};

/** Returns two sentences for a first-time visitor: what the run does and what to watch for. */
export function whatToSee(config: RunConfig): string {
  const text = TASKS[config.task].isText;
  const watch =
    matchingPreset(config)?.watch ?? (text ? "Watch which one predicts better." : "Watch which one can.");
  return `Two recurrent networks learn to ${LEARNED[config.task]?.(config)}. ${watch}`;
}
