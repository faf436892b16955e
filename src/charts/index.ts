export { Accuracy } from "./accuracy";
export { Drift } from "./drift";
export { Eigenvalues } from "./eigenvalues";
export { Figure, type FigureProps } from "./figure";
export { GradientByStep } from "./gradient-by-step";
export { GradientThroughTime } from "./gradient-through-time";
export { JacobianThroughTime } from "./jacobian-through-time";
export { Loss } from "./loss";
export type * from "./props";
