import { useMemo } from "react";
import { PAGE_SHORTCUTS, type Shortcut, useShortcutKeys } from "../../ui/shortcuts";
import { MAX_RATE, MIN_RATE } from "./address";
import type { Action, Experiment } from "./use-experiment";

/** A tap moves the learning rate by a decade: fewer make no difference here. */
const RATE_STEP = 10;

/** Everything that keys do on this screen; they are those of the lab. */
export function useShortcuts(
  { playing, settings: { rate } }: Experiment,
  act: (action: Action) => void,
): readonly Shortcut[] {
  const shortcuts = useMemo((): readonly Shortcut[] => {
    const scale = (factor: number) => {
      const next = Math.min(MAX_RATE, Math.max(MIN_RATE, rate * factor));
      act({ type: "set", change: { rate: Number(next.toPrecision(2)) } });
    };
    return [
      {
        keys: [" "],
        shown: "Space",
        what: "runs the loop, and holds it",
        run: () => act({ type: playing ? "pause" : "play" }),
      },
      { keys: ["ArrowRight"], shown: "→", what: "makes one iteration", run: () => act({ type: "step" }) },
      {
        keys: ["r"],
        shown: "R",
        what: "goes back to the first matrix",
        run: () => act({ type: "reset" }),
      },
      {
        keys: ["n"],
        shown: "N",
        what: "takes the naive step",
        run: () => act({ type: "set", change: { rule: "naive" } }),
      },
      {
        keys: ["e"],
        shown: "E",
        what: "takes the step by exp",
        run: () => act({ type: "set", change: { rule: "exp" } }),
      },
      {
        keys: ["+", "="],
        shown: "+",
        what: "takes ten times the learning rate",
        run: () => scale(RATE_STEP),
      },
      {
        keys: ["-", "−"],
        shown: "−",
        what: "takes a tenth of the learning rate",
        run: () => scale(1 / RATE_STEP),
      },
      ...PAGE_SHORTCUTS,
    ];
  }, [playing, rate, act]);
  useShortcutKeys(shortcuts);
  return shortcuts;
}
