import { formatCount } from "../../math/number-format";
import { lab, useLab } from "../../store/use-lab";
import { useMoment } from "../../store/use-moment";
import type { Runner } from "./runner";
import { setLabValue } from "./set-value";

/** The lab's run. Its label belongs to the moment that the figures show. */
export function useLabRunner(): Runner {
  const moment = useMoment();
  const phase = useLab((state) => state.phase);
  const failure = useLab((state) => state.failure);
  const playing = useLab((state) => state.playing);
  const step = useLab((state) => state.step);
  const lookedAt = useLab((state) => state.lookedAt);
  const steps = useLab((state) => state.applied.steps);
  const stopped = useLab(({ stopped: { a, b } }) => a !== null && b !== null);
  return {
    ready: phase === "ready",
    playing,
    ended: phase === "ready" && !playing && (step >= steps || stopped),
    step,
    shown: lookedAt ?? step,
    label: `step ${formatCount(moment.step)} of ${formatCount(steps)}`,
    failure,
    ...ACTIONS,
  };
}

const ACTIONS = {
  play: () => lab.play(),
  pause: () => lab.pause(),
  makeStep: () => lab.step(),
  reset: () => lab.reset(lab.state.coming.length > 0),
  showStep(step: number) {
    const { steps } = lab.state.config;
    if (step > steps) {
      throw new Error(`to = “${step}” was refused: the run has ${formatCount(steps)} steps.`);
    }
    lab.showStep(step);
  },
  set: setLabValue,
};
