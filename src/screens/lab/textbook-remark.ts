import { isUnconstrained, type LaneConfig } from "../../config/schema";
import { INITIALISATIONS } from "../../initialisations";
import { ACTIVATIONS } from "../../kernels/activations";

/** Says in what a lane's plain RNN is not the textbook's, whose activation is tanh; undefined if it is, or is not plain. */
export function textbookRemark({ cell, rule, activation, init }: LaneConfig): string | undefined {
  if (cell !== "simple" || !isUnconstrained(rule) || activation === "tanh") return undefined;
  return `This plain RNN has ${ACTIVATIONS[activation].label} and starts from ${INITIALISATIONS[init].label}; the textbook’s has tanh.`;
}
