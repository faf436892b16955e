import { isUnconstrained, type LaneConfig } from "../../config/schema";
import { INITIALISATIONS } from "../../initialisations";
import { ACTIVATIONS } from "../../kernels/activations";
import { RULES } from "../../rules";

/**
 * Says in what a lane's plain RNN is not the textbook's, whose activation is tanh, or a linear recurrent unit not its paper's;
 * undefined if neither is so.
 */
export function textbookRemark({ cell, rule, activation, init }: LaneConfig): string | undefined {
  if (cell === "simple" && RULES[rule].diagonal) return diagonalRemark(activation);
  if (cell !== "simple" || !isUnconstrained(rule) || activation === "tanh") return undefined;
  return `This plain RNN has ${ACTIVATIONS[activation].label} and starts from ${INITIALISATIONS[init].label}; the textbook’s has tanh.`;
}

/** Of the linear recurrent unit, whose states are linear in the inputs. */
function diagonalRemark(activation: LaneConfig["activation"]): string {
  const linear =
    activation === "identity"
      ? "The states are linear in the inputs, as in a linear recurrent unit"
      : `A linear recurrent unit has the activation identity; this lane has ${ACTIVATIONS[activation].label}`;
  return `${linear}. The paper’s layers add skip connections, an MLP and normalisation; this lane has none of them.`;
}
