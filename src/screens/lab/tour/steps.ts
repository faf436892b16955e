import type { DriveStep } from "driver.js";

const byName = (role: string, name: string) => `${role}[aria-label="${name}"]`;

/** The elements that the tour points at, with its texts. */
export const TOUR: readonly DriveStep[] = [
  {
    element: byName("section", "Run"),
    popover: {
      title: "Two networks, one run",
      description:
        "Lane A is a plain RNN, lane B keeps its recurrent matrix W unitary. Play, or Space, trains both on the same batches, here on your machine, at the speed that you choose beside it.",
    },
  },
  {
    element: byName("figure", "Gradient norm through time"),
    popover: {
      title: "What reaches the past",
      description:
        "Read it from right to left: the gradient starts at the last time step and travels back. A falling line forgets. The list above the chart has more views, among them a heat map over all steps.",
    },
  },
  {
    element: byName("figure", "Eigenvalues"),
    popover: {
      title: "Why it is so",
      description:
        "The eigenvalues of each W. On the circle, a step back neither shrinks nor stretches; inside it, what is repeated often enough vanishes.",
    },
  },
  {
    element: byName("div", "Update rule"),
    popover: {
      title: "Naive or Exp",
      description:
        "The same gradient, two ways to step. Naive takes it as it is and leaves the unitary matrices at once; Exp goes along them. You may switch while the run plays.",
    },
  },
  {
    element: byName("input", "Learning rate"),
    popover: {
      title: "The learning rate",
      description:
        "Drag it while the run plays: it acts on the very next step. Turn it up until something breaks.",
    },
  },
  {
    element: byName("section", "Task and size"),
    popover: {
      title: "Other recipes",
      description:
        "The presets above set up whole demonstrations: Explode, The activation matters, and more. Below, every setting of task and lanes.",
    },
  },
  {
    element: byName("nav", "Screens"),
    popover: {
      title: "Where to go on",
      description:
        "The counterexample of the lecture, and why it all works, chapter by chapter. Point at any chart to read it, sketch its future with Predict, or press ? for the keys.",
    },
  },
];
