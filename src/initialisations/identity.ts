import { arrays } from "../math/arrays";
import { glorotWidth, type Initialisation } from "./initialisation";

const { identity: eye, zeros } = arrays("float64");
const square = (n: number) => ({ n, values: new Float64Array(n * n) });

/** W = I (Le, Jaitly, Hinton 2015). */
export const identity: Initialisation = {
  label: "Identity",
  shortName: "identity",
  formula: tex`W = I`,
  orthogonal: true,
  recurrent: (n) => eye(square(n)),
  complexRecurrent: (n) => ({ re: eye(square(n)), im: zeros(square(n)) }),
  python: ({ complex }) => ({
    needs: ["identity_matrix"],
    expression: `identity_matrix(${complex ? "torch.complex128" : ""})`,
  }),
  inputWidth: glorotWidth,
};
