import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { measureJacobian } from "../math/jacobian";
import type { Jacobian, JacobianRequest } from "./protocol";

/** ∂h_T/∂h_t in float64, on a thread of its own so that measuring never stalls training or other measurements. */
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
