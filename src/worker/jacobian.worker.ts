import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { measureJacobian } from "../math/jacobian";
import type { Jacobian, JacobianRequest } from "./protocol";

/** Measures ∂h_T/∂h_t in float64, in its own thread, so that it delays neither training nor other measurements. */
self.onmessage = ({ data }: MessageEvent<JacobianRequest>) => {
  const { run, lane, step, w, trajectory } = data;
  const { activation, states, threshold } = trajectory;
  const { pullBack } = SCAN_ACTIVATIONS[activation];
  const measures = measureJacobian(
    { n: Math.sqrt(w.length), values: w },
    states,
    (g, h) => pullBack(g, h, threshold),
    activation === "modrelu-complex",
  );
  const answer: Jacobian = { run, lane, step, ...measures };
  self.postMessage(answer);
};
