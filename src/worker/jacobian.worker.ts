import { SCAN_ACTIVATIONS } from "../kernels/activations";
import { isSquare, width } from "../kernels/cell-size";
import { measureJacobian, measureProduct } from "../math/jacobian";
import { stepJacobians, timeStep } from "../sequence/step-jacobian";
import type { Jacobian, JacobianRequest } from "./protocol";

/** Measures ∂h_T/∂h_t in float64, in its own thread, so that it delays neither training nor other measurements. */
self.onmessage = ({ data }: MessageEvent<JacobianRequest>) => {
  const { run, lane, step } = data;
  const answer: Jacobian = { run, lane, step, ...measured(data) };
  self.postMessage(answer);
};

function measured({ network, trajectory }: JacobianRequest) {
  const { size, w } = network;
  const { activation, states, threshold, inputs } = trajectory;
  if (!isSquare(size)) {
    const steps = inputs instanceof Int32Array ? inputs.length : inputs.length / size.inputs;
    const at = stepJacobians(network);
    return measureProduct(steps, (t) => at(timeStep(network, states, inputs, t)));
  }
  const { pullBack } = SCAN_ACTIVATIONS[activation];
  return measureJacobian(
    { n: width(size), values: w },
    states,
    (g, h) => pullBack(g, h, threshold),
    activation === "modrelu-complex",
  );
}
