import type { DriveStep } from "driver.js";

const byName = (role: string, name: string) => `${role}[aria-label="${name}"]`;

/** Where the lab says what the task is. */
const TASK = "#what-to-see";

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
    element: TASK,
    popover: {
      title: "The task",
      description:
        "What both networks learn, as it is set now. In the copying task they read a few symbols, then blanks, and must repeat the symbols after a marker ▸: whatever they have not kept in memory until the end is lost.",
    },
  },
  {
    element: byName("figure", "Gradient norm through time"),
    popover: {
      title: "How far back the gradient reaches",
      description:
        "Read it from right to left: the gradient starts at the last time step and travels back. Where the line has fallen far, the network cannot learn from the past. The list above the chart has more views, among them a heat map over all training steps.",
    },
  },
  {
    element: byName("figure", "Eigenvalues"),
    popover: {
      title: "Why: the eigenvalues",
      description:
        "The eigenvalues of each W. On the circle, a step back in time neither shrinks nor stretches the gradient; inside it, the gradient shrinks at each time step and vanishes.",
    },
  },
  {
    element: byName("div", "Update rule"),
    popover: {
      title: "Naive or Exp",
      description:
        "The same gradient, two update rules. Naive subtracts it and leaves the unitary matrices at once; Exp moves along them. You can switch while the run plays.",
    },
  },
  {
    element: 'div:has(> div > input[aria-label="Learning rate"])',
    popover: {
      title: "The learning rate of W",
      description:
        "Drag it while the run plays: it applies from the next step on. Turn it up until something breaks.",
    },
  },
  {
    element: "#presets",
    popover: {
      title: "Presets and settings",
      description:
        "The presets set up whole demonstrations: Explode, The activation matters, and more. Below them is every setting of the task and of both lanes.",
    },
  },
  {
    element: byName("nav", "Screens"),
    popover: {
      title: "Where to continue",
      description:
        "The counterexample from the lecture that this lab follows, and a lesson on why it all works. Point at any chart to read its values, sketch how it continues with Predict, or press ? for the keys.",
    },
  },
];
