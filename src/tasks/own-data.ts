import type { TaskMaker } from "./task";

/**
 * A task on data of the user's own, which the command reads and the page does not: here is what is known without them. The
 * command gives a plan the sequence length of its data, and builds the task by own-data/own-task.ts.
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
      throw new Error(onlyByCommand(id));
    },
  };
}

/** Why the page does not run a plan on the user's own data, and how it is run. */
export const onlyByCommand = (id: string): string =>
  `task = “${id}” is for data of your own, which this page does not read: run the plan by npm run experiment -- plan.json --data file --out results.jsonl, and open the results here.`;

/** Sequences of numbers from a file, and a class or numbers to answer after the last time step. */
export const OWN_DATA_TASKS = {
  "own-classes": ownData("own-classes", "Own data, classes", "softmax"),
  "own-numbers": ownData("own-numbers", "Own data, numbers", "squared error"),
};
