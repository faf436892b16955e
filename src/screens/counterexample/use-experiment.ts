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
import { type ProgramSettings, readAddress, sameSettings, writeAddress } from "./address";
import { startMatrix } from "./start-matrices";

/** Both rules, run in parallel from the same start: the chosen one is the program, the other is shown for comparison. */
export interface Experiment {
  readonly settings: ProgramSettings;
  readonly loops: Readonly<Record<UpdateRule, Loop>>;
  readonly playing: boolean;
  /** Messages about rejected settings of the address. */
  readonly refusals: readonly string[];
}

export type Action =
  | { readonly type: "set"; readonly change: Partial<ProgramSettings> }
  | { readonly type: "address"; readonly own: readonly Pair[] }
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "tick" }
  | { readonly type: "step" }
  /** Shows the matrix after so many iterations. */
  | { readonly type: "show"; readonly iteration: number }
  | { readonly type: "reset" };

/** Charts are drawn at most five times a second. */
const TICK_MS = 220;

const fresh = (settings: ProgramSettings): Experiment["loops"] => {
  const loop = begin(startMatrix(settings.start));
  return { naive: loop, exp: loop };
};

const opened = (own: readonly Pair[]): Experiment => {
  const { settings, refusals } = readAddress(own);
  return { settings, refusals, loops: fresh(settings), playing: false };
};

/** Returns the loop of the program. */
export const programLoop = ({ settings, loops }: Experiment): Loop => loops[settings.rule];

/** Whether the program has printed its line, or was stopped because it would never end. */
export const isOver = (experiment: Experiment): boolean => {
  const loop = programLoop(experiment);
  return loop.stoppedAfter !== null || iterations(loop) >= MAX_ITERATIONS;
};

/** Whether A = 0 at the start; then the exp step never moves U, and its drift of 0 shows nothing. */
export const expIsStill = ({ settings: { start, direction } }: Experiment): boolean => {
  const u = startMatrix(start);
  return isStill(u, DIRECTIONS[direction](u));
};

/** Whether the program is the exp loop and does not move U. */
export const programIsStill = (experiment: Experiment): boolean =>
  experiment.settings.rule === "exp" && expIsStill(experiment);

const stepped = (experiment: Experiment): Experiment => {
  const { rate, direction } = experiment.settings;
  const next = (rule: UpdateRule) =>
    advance(experiment.loops[rule], (u) => STEPS[rule](u, DIRECTIONS[direction](u), rate), 1);
  return { ...experiment, loops: { naive: next("naive"), exp: next("exp") } };
};

/** Iterations per tick: one at first, so that each is visible, then more, so that a thousand do not take long. */
const iterationsPerTick = (done: number) => Math.max(1, Math.floor(done / 8));

function reduce(experiment: Experiment, action: Action): Experiment {
  switch (action.type) {
    case "set": {
      const settings = { ...experiment.settings, ...action.change };
      // The rule only selects which of the two loops is the program; every other setting restarts both.
      const restart = Object.keys(action.change).some((key) => key !== "rule");
      const loops = restart ? fresh(settings) : experiment.loops;
      return { settings, loops, playing: false, refusals: [] };
    }
    case "address": {
      const linked = opened(action.own);
      // A link to the present settings must not restart a running loop.
      const unchanged = sameSettings(linked.settings, experiment.settings);
      return unchanged ? { ...experiment, refusals: linked.refusals } : linked;
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
    case "show": {
      let next: Experiment = { ...experiment, playing: false };
      if (action.iteration < iterations(programLoop(next))) next = { ...next, loops: fresh(next.settings) };
      while (iterations(programLoop(next)) < action.iteration) next = stepped(next);
      return next;
    }
    case "reset":
      return { ...experiment, loops: fresh(experiment.settings), playing: false };
  }
}

/** Returns the experiment of this screen, synchronised with the address and the timer, and its dispatch function. */
export function useExperiment(): readonly [Experiment, (action: Action) => void] {
  const [experiment, dispatch] = useReducer(reduce, address.own("counterexample"), opened);
  const { playing, settings } = experiment;

  useEffect(() => {
    // In a frame, its controls start it.
    if (address.asked.play && !address.asked.embed) dispatch({ type: "play" });
  }, []);

  useEffect(() => {
    if (!playing) return;
    const clock = setInterval(() => dispatch({ type: "tick" }), TICK_MS);
    return () => clearInterval(clock);
  }, [playing]);

  useEffect(() => address.setOwn("counterexample", writeAddress(settings)), [settings]);

  useEffect(
    () =>
      address.onNavigation(() => {
        dispatch({ type: "address", own: address.own("counterexample") });
        const { scenes, play, embed } = address.asked;
        if (scenes === null) return;
        // A scene begins with a fresh loop.
        dispatch({ type: "reset" });
        if (play && !embed) dispatch({ type: "play" });
      }),
    [],
  );

  return [experiment, dispatch];
}
