import { useEffect } from "react";
import { formatCount } from "../../math/number-format";
import { iterations, MAX_ITERATIONS } from "../../training/counterexample";
import { useRunner } from "../embed/runner";
import { readAddress, writeAddress } from "./address";
import { type Action, type Experiment, isOver, programLoop } from "./use-experiment";

/** Makes the loop known to the controls and the messages of a frame. */
export function useExperimentRunner(experiment: Experiment, act: (action: Action) => void): void {
  useEffect(() => {
    const { playing, settings } = experiment;
    const step = iterations(programLoop(experiment));
    useRunner.setState({
      runner: {
        ready: true,
        playing,
        ended: !playing && isOver(experiment),
        step,
        shown: step,
        label: `iteration ${formatCount(step)}`,
        failure: null,
        play: () => act({ type: "play" }),
        pause: () => act({ type: "pause" }),
        makeStep: () => act({ type: "step" }),
        reset: () => act({ type: "reset" }),
        showStep(iteration) {
          if (iteration > MAX_ITERATIONS) {
            throw new Error(
              `to = “${iteration}” was refused: the loop is stopped after ${formatCount(MAX_ITERATIONS)} iterations.`,
            );
          }
          act({ type: "show", iteration });
        },
        set(key, value) {
          const name = key.replace(/^counterexample\./, "");
          const others = writeAddress(settings).filter(([other]) => other !== name);
          const { settings: next, refusals } = readAddress([...others, [name, String(value)]]);
          if (refusals.length > 0) throw new Error(refusals[0]);
          act({ type: "set", change: next });
        },
      },
    });
  }, [experiment, act]);
  useEffect(() => () => useRunner.setState({ runner: null }), []);
}
