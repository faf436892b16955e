import { FIELDS } from "../../config/schema";
import { useAppearance } from "../../store/appearance";
import { presentNumber } from "../../store/presented";
import { lab } from "../../store/use-lab";
import { ESCAPE_KEY, PAGE_SHORTCUTS, type Shortcut, UNDO_KEYS, useShortcutKeys } from "../../ui/shortcuts";
import { rememberedSteps } from "./history-slider";
import { askReset } from "./reset-button";
import { changeSpeed } from "./speed-choice";

const RATE = FIELDS.lr;
/** Factor of one key press on the learning rate: a tenth of a decade. */
const RATE_STEP = 10 ** 0.1;

function scaleRate(factor: number): void {
  const next = Math.min(RATE.max, Math.max(RATE.min, lab.state.config.lr * factor));
  lab.set("lr", Number(next.toPrecision(2)));
}

/** Moves through the remembered moments; forward from the last of them returns to live. */
function scrub(by: number): void {
  const steps = rememberedSteps();
  const { lookedAt } = lab.state;
  const last = steps.length - 1;
  const place = lookedAt === null ? last : steps.findLastIndex((step) => step <= lookedAt);
  const next = Math.max(0, place + by);
  lab.lookAt(next >= last ? null : steps[next]);
}

function stepOrScrub(): void {
  if (lab.state.lookedAt === null) lab.step();
  else scrub(1);
}

/** The keyboard shortcuts of the lab. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: [" "], shown: "Space", what: "play or pause", run: () => lab.toggle() },
  {
    keys: ["ArrowRight"],
    shown: "→",
    what: "one step forward",
    run: stepOrScrub,
  },
  { keys: ["ArrowLeft"], shown: "←", what: "back in the history", run: () => scrub(-1) },
  {
    keys: ["Home"],
    shown: "Home",
    what: "to the start of the history",
    run: () => scrub(-Infinity),
  },
  { keys: ["End"], shown: "End", what: "back to live", run: () => lab.lookAt(null) },
  { keys: ["r"], shown: "R", what: "reset to the same initial weights", run: askReset },
  {
    keys: ["n"],
    shown: "N",
    what: "switch lane B to Naive",
    run: () => lab.set("b.rule", "euclidean"),
  },
  {
    keys: ["e"],
    shown: "E",
    what: "switch lane B to Exp",
    run: () => lab.set("b.rule", lab.state.config.exp),
  },
  {
    keys: ["f"],
    shown: "F",
    what: "fork lane B at the step shown: the copy replaces lane A",
    run: () => lab.fork("b"),
  },
  { keys: ["["], shown: "[", what: "slower", run: () => changeSpeed(-1) },
  { keys: ["]"], shown: "]", what: "faster", run: () => changeSpeed(1) },
  { keys: ["+", "="], shown: "+", what: "raise the learning rate of W", run: () => scaleRate(RATE_STEP) },
  { keys: ["-", "−"], shown: "−", what: "lower the learning rate of W", run: () => scaleRate(1 / RATE_STEP) },
  {
    keys: Array.from("123456789"),
    shown: "1 … 9",
    what: "when presenting: show that chart beside the last one; pressed again, alone",
    run: (key) => {
      if (useAppearance.getState().presenting) presentNumber(Number(key));
    },
  },
  ...PAGE_SHORTCUTS,
];

/** All keys of the lab, as listed. */
export const LISTED_KEYS = [...SHORTCUTS, ...UNDO_KEYS, ESCAPE_KEY];

const HISTORY = { undo: () => lab.undo(), redo: () => lab.redo() };

/** Enables the lab's shortcuts while it is mounted. */
export const useShortcuts = (): void => useShortcutKeys(SHORTCUTS, HISTORY);
