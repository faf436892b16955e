import type { TaskMaker } from "./task";

/**
 * A task on data of the user's own, which plans read and the lab does not: here is what is known without them. A plan
 * gets the sequence length of its data, and its runs build the task by own-data/own-task.ts.
 */
function ownData(id: string, label: string, head: TaskMaker["head"]): TaskMaker {
  return {
    label,
    files: [],
    head,
    isText: false,
    drawnAs: "image",
    reads: ["length", "order"],
    shape: ({ length }) => ({ steps: length, outputs: 1 }),
    python: { needs: [], imports: [], settings: () => ({}) },
    make() {
      throw new Error(onlyInPlans(id));
    },
  };
}

/** Why the lab does not train on the user's own data, and what does. */
export const onlyInPlans = (id: string): string =>
  `task = “${id}” is for plans on data of your own: choose Your own data under Experiments.`;

/** Sequences of numbers from a file, and a class or numbers to answer after the last time step. */
export const OWN_DATA_TASKS = {
  "own-classes": ownData("own-classes", "Own data, classes", "softmax"),
  "own-numbers": ownData("own-numbers", "Own data, numbers", "squared error"),
};
