import { finite } from "../math/arrays";
import { drawRing, eigenvaluesOf, RING, ringGradient } from "../math/diagonal";
import { descentOnHost } from "./descent";
import type { Rule } from "./rule";

/**
 * W = diag(λ), λ = exp(−exp(ν) + iθ), and gradient descent on ν and θ: the recurrence of the linear recurrent unit (Orvieto
 * et al. 2023). W and its gradient are given and stored as λ, [2, n]. It draws its own start, on a ring.
 */
export const diagonal: Rule = descentOnHost<"parameters">(
  {
    label: "Linear recurrent unit (diagonal)",
    shortName: "diagonal",
    network: "LRU",
    formula: tex`W = \operatorname{diag}(\lambda),\quad \lambda = e^{-e^{\nu} + i\theta},\quad (\nu, \theta) \leftarrow (\nu, \theta) - \alpha\, \partial L/\partial(\nu, \theta)`,
    keeps: "inside the circle",
    numbers: ["complex"],
    reads: ["precondition", "clip", "ringMin", "ringMax", "phase"],
    diagonal: true,
    drawsStart: true,
    products: 0,
    trained: (n) => 2 * n,
    python: {
      file: "diagonal",
      name: "Diagonal",
      keywords: ({ ringMin, ringMax, phase }) => ({ r_min: ringMin, r_max: ringMax, phase }),
    },
  },
  (w0, { random, ring = RING }) => {
    const parameters = drawRing(w0.n / 2, ring, random);
    return { parameters, w: eigenvaluesOf(parameters) };
  },
  {
    direction: (_device, { parameters }, gradient) => ringGradient(parameters, gradient),
    parameter: "parameters",
    retract: (_device, _state, parameters) => {
      finite(parameters, "ν and θ of the eigenvalues");
      return { parameters, w: eigenvaluesOf(parameters) };
    },
  },
);
