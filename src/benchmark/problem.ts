import { DEFAULT_CONFIG, type RunConfig } from "../config/schema";
import { type ParameterName, places } from "../kernels/cell-size";
import { random } from "../math/random";
import { copying } from "../tasks/copying";
import type { ClassBatch, Task } from "../tasks/task";
import { laneStart } from "../training/lane-start";
import type { Contender } from "./contenders";
import type { Size } from "./size";

/** The numbers of symbols to recall and to choose from: 10 and 8, as in Arjovsky, Shah, Bengio 2016, section 5.1. */
const COPYING = { recall: 10, alphabet: 8 } as const;
/** The learning rate of all parameters. */
export const RATE = 1e-3;

/** The initial weights of all contenders: W and Vᵀ, b, Uᵀ, c, and the inner bias of a GRU, row-major. */
export type Weights = Readonly<Record<"W" | Exclude<ParameterName, "threshold">, Float32Array>>;

/**
 * The training problem of every contender: a cell with tanh, an LSTM or a GRU; copying memory, cross-entropy at every time
 * step, Adam for all parameters.
 */
export interface Problem {
  readonly config: RunConfig;
  readonly task: Task<ClassBatch>;
  /** The one batch that every step is made on. */
  readonly batch: ClassBatch;
  readonly weights: Weights;
}

/** Makes the problem of a size. @throws RangeError if T leaves no blanks between symbols and recall */
export function problem(
  { units, batch, steps }: Size,
  { rule, cell }: Pick<Contender, "rule" | "cell">,
): Problem {
  const length = steps - 2 * COPYING.recall;
  if (length < 1) throw new RangeError(`T is ${steps}: it must be more than ${2 * COPYING.recall}.`);
  const config: RunConfig = {
    ...DEFAULT_CONFIG,
    ...COPYING,
    length,
    units,
    batch,
    lr: RATE,
    a: {
      ...DEFAULT_CONFIG.a,
      rule,
      cell,
      activation: "tanh",
      init: rule === "exp" ? "rotations" : "uniform",
      optimiser: "adam",
      rate: RATE,
      precondition: "adam",
    },
  };
  const task = copying.make(config, []);
  return {
    config,
    task,
    batch: task.batch(random(config.seed, "batch 0"), batch),
    weights: startWeights(config, task),
  };
}

/** The weights that lane A of such a run starts with. */
function startWeights(config: RunConfig, task: Task): Weights {
  const { cell, w0, parameters } = laneStart(config, "a", task);
  const place = places(cell.size);
  const part = (name: ParameterName) => parameters.subarray(place[name].start, place[name].end);
  const [Vt, b, Ut, c, bm] = [part("Vt"), part("b"), part("Ut"), part("c"), part("bm")];
  return { W: Float32Array.from(w0.values), Vt, b, Ut, c, bm };
}
