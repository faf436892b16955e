import { useState } from "react";
import type { ScreenId } from "../../address/keys";
import type { Speed } from "../../config/speed";
import { chosenViews } from "../../config/views";
import { list } from "../../list";
import { formatCount } from "../../math/number-format";
import { type LabState, viewsOf } from "../../store/lab-state";
import { type Frame, speedOfLink, stepOfLink } from "../../store/share-link";
import { useLab } from "../../store/use-lab";

/** One thing that the code of a frame can carry of how the page is shown now, or leave out. */
interface Choice {
  readonly id: "step" | "speed";
  readonly label: string;
}

interface Carried {
  readonly choices: readonly Choice[];
  /** The step and the speed that the code has; null for what it has not. */
  readonly parts: Pick<Frame, "step" | "speed">;
  readonly isIn: (id: Choice["id"]) => boolean;
  readonly put: (id: Choice["id"], isIn: boolean) => void;
  /** A sentence on what else the code carries; empty if that is nothing. */
  readonly rest: string;
}

const speedLabel = (speed: Speed) =>
  speed === "full"
    ? "Full speed, as chosen"
    : `${speed} ${speed === "1" ? "step" : "steps"} per second, as chosen`;

/** What the code of a frame carries of how the page is shown now. @param plays whether the frame plays by itself */
export function useCarried(screen: ScreenId, plays: boolean): Carried {
  const [left, setLeft] = useState<ReadonlySet<Choice["id"]>>(new Set());
  const onLab = screen === "lab";
  const shown = useLab(stepOfLink);
  const end = useLab(({ config }) => config.steps);
  // A frame that plays starts a finished run again.
  const step = onLab && shown !== null && !(plays && shown >= end) ? shown : null;
  const speed = useLab(speedOfLink);
  const rest = useLab((state) => restText(screen, state));
  const verb = plays ? "Start at" : "Show";
  const isIn = (id: Choice["id"]) => !left.has(id);
  return {
    choices: [
      ...(step === null
        ? []
        : [{ id: "step", label: `${verb} step ${formatCount(step)}${plays ? ", as shown" : ""}` } as const]),
      ...(onLab && speed ? [{ id: "speed", label: speedLabel(speed) } as const] : []),
    ],
    parts: { step: isIn("step") ? step : null, speed: onLab && isIn("speed") ? speed : null },
    isIn,
    put: (id, stays) =>
      setLeft((before) => new Set(stays ? [...before].filter((each) => each !== id) : [...before, id])),
    rest,
  };
}

/** What the code has of the screens other than the lab; nothing of those without settings. */
const OF_SCREENS: Partial<Record<ScreenId, string>> = {
  counterexample: "The code has the matrix, the rule and the learning rate as they are now.",
  why: "The figures begin as in the lesson: what is set in them now is not in the code.",
};

function restText(screen: ScreenId, state: LabState): string {
  if (screen !== "lab") return OF_SCREENS[screen] ?? "";
  const { sequence, fork, changes, coming } = state;
  const parts = [
    "the settings",
    ...(Object.keys(chosenViews(viewsOf(state))).length > 0 ? ["the views of the figures"] : []),
    ...(sequence === 1 ? [] : [`held-out sequence ${formatCount(sequence)}`]),
  ];
  const not = fork
    ? ", but not the fork"
    : changes.length + coming.length > 0
      ? ", but not the changes made during this run"
      : "";
  return `The code has ${list(parts)} as they are now${not}.`;
}
