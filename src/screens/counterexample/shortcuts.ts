import { useMemo } from "react";
import { PAGE_SHORTCUTS, type Shortcut, useShortcutKeys } from "../../ui/shortcuts";
import { MAX_RATE, MIN_RATE } from "./address";
import type { Action, Experiment } from "./use-experiment";

/** Factor of one key press on the learning rate: less than a decade makes no difference here. */
const RATE_STEP = 10;

/** Returns the keyboard shortcuts of this screen, with the same keys as in the lab. */
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
        what: "run or pause the loop",
        run: () => act({ type: playing ? "pause" : "play" }),
      },
      { keys: ["ArrowRight"], shown: "→", what: "one iteration", run: () => act({ type: "step" }) },
      {
        keys: ["r"],
        shown: "R",
        what: "back to the starting matrix",
        run: () => act({ type: "reset" }),
      },
      {
        keys: ["n"],
        shown: "N",
        what: "switch to Naive",
        run: () => act({ type: "set", change: { rule: "naive" } }),
      },
      {
        keys: ["e"],
        shown: "E",
        what: "switch to Exp",
        run: () => act({ type: "set", change: { rule: "exp" } }),
      },
      {
        keys: ["+", "="],
        shown: "+",
        what: "learning rate × 10",
        run: () => scale(RATE_STEP),
      },
      {
        keys: ["-", "−"],
        shown: "−",
        what: "learning rate ÷ 10",
        run: () => scale(1 / RATE_STEP),
      },
      ...PAGE_SHORTCUTS,
    ];
  }, [playing, rate, act]);
  useShortcutKeys(shortcuts);
  return shortcuts;
}
