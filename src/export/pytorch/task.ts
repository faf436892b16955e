import type { RunConfig, TaskId } from "../../config/schema";
import { TASKS } from "../../tasks";

/** A task in Python: `INPUTS`, `OUTPUTS`, `FIRST`, `batch(k)` and `loss_of(y, targets)`. */
interface PythonTask {
  readonly needs: readonly string[];
  readonly imports: readonly string[];
  /** The settings that it reads, by their names in Python. */
  readonly settings: (config: RunConfig) => Readonly<Record<string, number>>;
}

/** The first step with a loss; −1 is the last one. */
const first = ({ supervise }: RunConfig) => (supervise === "every" ? 0 : -1);

const PYTHON_TASKS: Readonly<Record<TaskId, PythonTask>> = {
  copying: {
    needs: ["tasks/copying", "tasks/cross_entropy"],
    imports: [],
    settings: ({ length, recall, alphabet }) => ({ LENGTH: length, RECALL: recall, ALPHABET: alphabet }),
  },
  adding: {
    needs: ["tasks/adding", "tasks/squared_error"],
    imports: [],
    settings: ({ length }) => ({ LENGTH: length }),
  },
  digits: {
    needs: ["tasks/data", "tasks/digits", "tasks/cross_entropy"],
    imports: ["from pathlib import Path"],
    settings: () => ({}),
  },
  words: {
    needs: ["tasks/data", "tasks/words", "tasks/text", "tasks/cross_entropy"],
    imports: ["import re", "from collections import Counter", "from pathlib import Path"],
    settings: (config) => ({ LENGTH: config.length, VOCABULARY: config.vocabulary, FIRST: first(config) }),
  },
  characters: {
    needs: ["tasks/data", "tasks/characters", "tasks/text", "tasks/cross_entropy"],
    imports: ["from collections import Counter", "from pathlib import Path"],
    settings: (config) => ({ LENGTH: config.length, FIRST: first(config) }),
  },
};

export const pythonTask = ({ task }: RunConfig): PythonTask => PYTHON_TASKS[task];

/** The site's file that has to stand beside the program; undefined for a task that needs none. */
export function dataFile({ task }: RunConfig, site: string): { name: string; address: string } | undefined {
  const [path] = TASKS[task].files;
  if (path === undefined) return undefined;
  return { name: path.slice(path.lastIndexOf("/") + 1), address: new URL(path, site).href };
}
