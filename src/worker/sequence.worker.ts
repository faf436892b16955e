import { width } from "../kernels/cell-size";
import { affordableSpacing, allDependences, dependence, lossGradients } from "../sequence/dependence";
import { distances } from "../sequence/distances";
import { inEigenbasis } from "../sequence/eigenbasis";
import { forward, type Network } from "../sequence/network";
import { principalPlane } from "../sequence/principal-plane";
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
    return { ...pass, answer, onInputs, onStates, lossGradients: lossGradients(network, pass, target) };
  },
  dependences({ network, inputs }) {
    const pass = forward(network, inputs);
    const every = affordableSpacing(network.size, pass.outputs.length / network.size.outputs);
    return { every, norms: allDependences(network, pass, every) };
  },
  states({ network, inputs, changed }) {
    const { states } = forward(network, inputs);
    const w = width(network.size);
    return {
      distances: distances(states, forward(network, changed).states, w),
      plane: principalPlane(states, w),
    };
  },
  bases({ network, inputs }) {
    return { basis: basisStates(network, forward(network, inputs).states) };
  },
};

/** The coordinates in the eigenbasis, without its vectors, which would fill the history. */
function basisStates(network: Network, states: Float64Array): BasisStates | null {
  const basis = inEigenbasis(network, states);
  if (!basis) return null;
  const { re, im, modulus, phase } = basis;
  return { re, im, modulus, phase };
}
