import type { FigureId, FigureScreen } from "../../address/keys";

/** The names of the figures that can be embedded one by one, as their headings have them. */
export const FIGURE_NAMES: {
  readonly [Screen in FigureScreen]: Readonly<Record<FigureId<Screen>, string>>;
} = {
  lab: {
    gradient: "Gradient norm through time",
    eigenvalues: "Eigenvalues",
    sequence: "Sequence",
    loss: "Loss",
    accuracy: "Accuracy",
    drift: "Unitarity drift",
  },
  counterexample: {
    program: "main.py",
    drift: "Unitarity drift",
    eigenvalues: "Eigenvalues",
    image: "Image of the circle",
    norms: "Norms",
  },
  why: {
    network: "The network, unrolled in time",
    product: "The product, and its two parts",
    spectrum: "Eigenvalues of W",
    powers: "Norm of the powers of W",
    vector: "A vector and its image",
    circle: "Its eigenvalues",
    factors: "The factors of W, one by one",
    modrelu: "modReLU",
    breaking: "Iterations until no longer unitary",
    turn: "What exp(B) does to the circle",
    tangent: "Off the circle, and along it",
    climbing: "Loss",
    accuracies: "The lecture’s accuracies",
    "linear-memory": "Loss of three ways to train W",
    "forget-gate": "What a forget gate keeps",
    forgetting: "Told to forget",
    ring: "The ring of a linear recurrent unit",
  },
};

/** The names of a screen's figures by their ids; none of a screen that has no such figures. */
export const namesOf = (screen: string): Readonly<Record<string, string>> =>
  (FIGURE_NAMES as Readonly<Record<string, Readonly<Record<string, string>>>>)[screen] ?? {};
