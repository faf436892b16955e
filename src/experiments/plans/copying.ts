import type { Plan } from "../plan";
import { TEN_SEEDS } from "./seeds";

/** For W. */
const matrixByAdam = { lr: 1e-3, precondition: "adam" } as const;

export const copying: Plan = {
  id: "copying",
  name: "Copying memory",
  asks: "Which networks recall ten symbols out of eight after 100 and 200 blanks?",
  settings: { task: "copying", recall: 10, alphabet: 8, units: 64, batch: 32, steps: 1000, ...matrixByAdam },
  networks: [
    { name: "RNN", settings: { rule: "none", init: "uniform" } },
    { name: "Exact exp", settings: { rule: "exp", init: "rotations" } },
  ],
  grid: { length: [100, 200], seed: TEN_SEEDS },
  match: "units",
};
