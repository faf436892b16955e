/** The views of the figure *Gradient norm through time*. */
export const GRADIENT_VIEWS = [
  "relative",
  "last",
  "whole",
  "h",
  "c",
  "heat-last",
  "heat-whole",
  "step",
  "jacobian",
  "split",
] as const;
export type GradientView = (typeof GRADIENT_VIEWS)[number];

/** The views of the figure *Eigenvalues*: of W, or of one time step of the shown sequence. */
export const EIGENVALUE_VIEWS = ["matrix", "step"] as const;
export type EigenvalueView = (typeof EIGENVALUE_VIEWS)[number];

/** The views of the figure *Sequence*. */
export const SEQUENCE_VIEWS = ["answers", "dependences", "states", "plane", "distances", "network"] as const;
export type SequenceView = (typeof SEQUENCE_VIEWS)[number];

/**
 * What the figure *Hidden states* shows: units, or coordinates in the eigenbasis of W, as numbers or moduli, or phases; or of
 * gated cells c, or a gate.
 */
export const STATES_SHOWN = [
  ...(["units", "phase", "basis", "basis-phase"] as const),
  ...(["c", "f", "i", "o", "g", "z", "r", "m"] as const),
] as const;
export type StatesShown = (typeof STATES_SHOWN)[number];

/** The figures with a choice of views, by the names that the address has for them. */
export const VIEWS = {
  gradient: GRADIENT_VIEWS,
  eigenvalues: EIGENVALUE_VIEWS,
  sequence: SEQUENCE_VIEWS,
  states: STATES_SHOWN,
} as const;
export type ViewedFigure = keyof typeof VIEWS;

/** The chosen view of some figures. */
export type Views = { readonly [Figure in ViewedFigure]?: (typeof VIEWS)[Figure][number] };

export const VIEWED_FIGURES = Object.keys(VIEWS) as ViewedFigure[];

/** The views that the lab opens with. */
export const OPENING_VIEWS: Required<Views> = {
  gradient: GRADIENT_VIEWS[0],
  eigenvalues: EIGENVALUE_VIEWS[0],
  sequence: SEQUENCE_VIEWS[0],
  states: STATES_SHOWN[0],
};

/** The views that are not those that the lab opens with, which are each figure's first. */
export function chosenViews(views: Required<Views>): Views {
  const others = VIEWED_FIGURES.filter((figure) => views[figure] !== VIEWS[figure][0]);
  return Object.fromEntries(others.map((figure) => [figure, views[figure]]));
}
