import { CELLS } from "../../../kernels/cells";
import { LANE_KEYS } from "../../../lanes";
import type { LabState } from "../../../store/lab-state";
import { lab } from "../../../store/use-lab";

/** The name of what a time step hands on, with the time step as a subscript: ∂h_t. */
export type StateName = "h" | "state";

/** Whether a lane’s state has a c beside h. */
export const hasC = ({ applied }: LabState): boolean =>
  LANE_KEYS.some((lane) => CELLS[applied[lane].cell].state.some((part) => part === "c"));

/** One name for the states of both lanes: h, unless one of them hands on more than that. */
export const stateName = (): StateName => (hasC(lab.state) ? "state" : "h");
