import { useEffect, useReducer } from "react";
import { address } from "../../address";
import type { Pair } from "../../address/keys";
import {
  advance,
  begin,
  DIRECTIONS,
  isStill,
  iterations,
  type Loop,
  MAX_ITERATIONS,
  STEPS,
  type UpdateRule,
} from "../../training/counterexample";
import { readAddress, type Settings, sameSettings, writeAddress } from "./address";
import { startMatrix } from "./start-matrices";

/** Both rules, run side by side from the same start: the chosen one is the program, the other is shown beside it. */
export interface Experiment {
  readonly settings: Settings;
  readonly loops: Readonly<Record<UpdateRule, Loop>>;
  readonly playing: boolean;
  /** Sentences about what the address asked for in vain. */
  readonly refusals: readonly string[];
}

export type Action =
  | { readonly type: "set"; readonly change: Partial<Settings> }
  | { readonly type: "address"; readonly own: readonly Pair[] }
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "tick" }
  | { readonly type: "step" }
  | { readonly type: "reset" };

/** Charts are drawn at most five times a second. */
const TICK_MS = 220;

const fresh = (settings: Settings): Experiment["loops"] => {
  const loop = begin(startMatrix(settings.start));
  return { naive: loop, exp: loop };
};

const opened = (own: readonly Pair[]): Experiment => {
  const { settings, refusals } = readAddress(own);
  return { settings, refusals, loops: fresh(settings), playing: false };
};

/** The program's own loop. */
export const programLoop = ({ settings, loops }: Experiment): Loop => loops[settings.rule];

/** The program has printed its line, or would run for ever and was stopped. */
export const isOver = (experiment: Experiment): boolean => {
  const loop = programLoop(experiment);
  return loop.stoppedAfter !== null || iterations(loop) >= MAX_ITERATIONS;
};

/** Whether A = 0 at the start: the exp step never moves U then, and its drift of 0 shows nothing. */
export const expIsStill = ({ settings: { start, direction } }: Experiment): boolean => {
  const u = startMatrix(start);
  return isStill(u, DIRECTIONS[direction](u));
};

/** The same of the program that runs, if it is the one by exp. */
export const programIsStill = (experiment: Experiment): boolean =>
  experiment.settings.rule === "exp" && expIsStill(experiment);

const stepped = (experiment: Experiment): Experiment => {
  const { rate, direction } = experiment.settings;
  const next = (rule: UpdateRule) =>
    advance(experiment.loops[rule], (u) => STEPS[rule](u, DIRECTIONS[direction](u), rate), 1);
  return { ...experiment, loops: { naive: next("naive"), exp: next("exp") } };
};

/** One iteration at a time at first, so that each is seen; then faster, so that a thousand can be waited for. */
const iterationsPerTick = (done: number) => Math.max(1, Math.floor(done / 8));

function reduce(experiment: Experiment, action: Action): Experiment {
  switch (action.type) {
    case "set": {
      const settings = { ...experiment.settings, ...action.change };
      // The rule only chooses which of the two loops is the program; everything else is another experiment.
      const restart = Object.keys(action.change).some((key) => key !== "rule");
      const loops = restart ? fresh(settings) : experiment.loops;
      return { settings, loops, playing: false, refusals: [] };
    }
    case "address": {
      const asked = opened(action.own);
      // A link that asks for what is shown already must not restart a running loop.
      const unchanged = sameSettings(asked.settings, experiment.settings);
      return unchanged ? { ...experiment, refusals: asked.refusals } : asked;
    }
    case "play": {
      const ready = isOver(experiment) ? { ...experiment, loops: fresh(experiment.settings) } : experiment;
      return { ...ready, playing: !isOver(ready) };
    }
    case "pause":
      return { ...experiment, playing: false };
    case "tick": {
      let next = experiment;
      for (let k = iterationsPerTick(iterations(programLoop(experiment))); k > 0 && !isOver(next); k--) {
        next = stepped(next);
      }
      return { ...next, playing: experiment.playing && !isOver(next) };
    }
    case "step":
      return iterations(programLoop(experiment)) >= MAX_ITERATIONS
        ? { ...experiment, playing: false }
        : { ...stepped(experiment), playing: false };
    case "reset":
      return { ...experiment, loops: fresh(experiment.settings), playing: false };
  }
}

/** The experiment of this screen, kept in step with the address and the clock. */
export function useExperiment(): readonly [Experiment, (action: Action) => void] {
  const [experiment, dispatch] = useReducer(reduce, address.own("counterexample"), opened);
  const { playing, settings } = experiment;

  useEffect(() => {
    if (address.asked.play) dispatch({ type: "play" });
  }, []);

  useEffect(() => {
    if (!playing) return;
    const clock = setInterval(() => dispatch({ type: "tick" }), TICK_MS);
    return () => clearInterval(clock);
  }, [playing]);

  useEffect(() => address.setOwn("counterexample", writeAddress(settings)), [settings]);

  useEffect(
    () => address.onNavigation(() => dispatch({ type: "address", own: address.own("counterexample") })),
    [],
  );

  return [experiment, dispatch];
}
