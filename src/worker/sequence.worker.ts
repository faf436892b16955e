import { isSquare, stateWidth } from "../kernels/cell-size";
import { spectrum } from "../math/spectrum";
import { affordableSpacing, allDependences, dependence, lossGradients } from "../sequence/dependence";
import { distances } from "../sequence/distances";
import { inEigenbasis } from "../sequence/eigenbasis";
import { gatesOf, hiddenStates } from "../sequence/gates";
import { forward, type Network } from "../sequence/network";
import { principalPlane } from "../sequence/principal-plane";
import { stepJacobians, timeStep } from "../sequence/step-jacobian";
import type { BasisStates, SequenceMeasurement, SequenceMeasures, SequenceRequest } from "./measurements";

/** Measures a network on one sequence in float64, in its own thread, so that training is not delayed. */
self.onmessage = ({ data }: MessageEvent<SequenceRequest>) => {
  const { run, lane, step, sequence, wanted } = data;
  const measured = { run, lane, step, sequence, ...MEASURE[wanted](data) };
  self.postMessage({ wanted, measured });
};

type Measured = {
  readonly [Kind in SequenceMeasurement]: (
    request: SequenceRequest,
  ) => Omit<SequenceMeasures[Kind], "run" | "lane" | "step" | "sequence">;
};

const MEASURE: Measured = {
  answers({ network, inputs, answer, target }) {
    const pass = forward(network, inputs);
    const { onInputs, onStates } = dependence(network, pass, answer);
    return {
      states: hiddenStates(network, pass),
      gates: gatesOf(network, pass),
      outputs: pass.outputs,
      answer,
      onInputs,
      onStates,
      lossGradients: lossGradients(network, pass, target),
    };
  },
  dependences({ network, inputs }) {
    const pass = forward(network, inputs);
    const every = affordableSpacing(network.size, pass.outputs.length / network.size.outputs);
    return { every, norms: allDependences(network, pass, every) };
  },
  states({ network, inputs, changed }) {
    const { states } = forward(network, inputs);
    const s = stateWidth(network.size);
    return {
      distances: distances(states, forward(network, changed).states, s),
      plane: principalPlane(states, s),
    };
  },
  steps({ network, inputs, answer }) {
    const { states } = forward(network, inputs);
    const values = stepJacobians(network)(timeStep(network, states, inputs, answer));
    const { re, im, spectralRadius } = spectrum({ n: stateWidth(network.size), values });
    return { answer, re, im, spectralRadius };
  },
  bases({ network, inputs }) {
    return { basis: basisStates(network, forward(network, inputs).states) };
  },
};

/** The coordinates in the eigenbasis, without its vectors, which would fill the history. */
function basisStates(network: Network, states: Float64Array): BasisStates | null {
  const basis = isSquare(network.size) ? inEigenbasis(network, states) : null;
  if (!basis) return null;
  const { re, im, modulus, phase } = basis;
  return { re, im, modulus, phase };
}
