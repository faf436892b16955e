import { CELLS } from "../../../kernels/cells";
import { LANE_KEYS } from "../../../lanes";
import { type LabState, STATES_SHOWN, type StatesShown } from "../../../store/lab-state";
import { lab, useLab } from "../../../store/use-lab";
import styles from "./Panel.module.css";

const WITHOUT_GATES: readonly StatesShown[] = ["units", "phase", "basis", "basis-phase"];

/** Whether a network has complex units, whose phases can be shown. */
const hasPhases = ({ applied }: LabState) => LANE_KEYS.some((lane) => applied[lane].numbers === "complex");

/** What can be shown of the networks of this run. */
function offered(state: LabState): readonly StatesShown[] {
  const cells = LANE_KEYS.map((lane) => CELLS[state.applied[lane].cell]);
  const gates = cells.flatMap(({ blocks, state: parts, gated }) => (gated ? [...blocks, ...parts] : []));
  const always: readonly StatesShown[] = cells.every(({ gated }) => gated) ? ["units"] : WITHOUT_GATES;
  return STATES_SHOWN.filter(
    (id) => (always.includes(id) && (id !== "phase" || hasPhases(state))) || gates.includes(id),
  );
}

/** Returns what the figure *Hidden states* shows: what was chosen, if it applies to this run. */
export const statesChoice = (state: LabState): StatesShown =>
  offered(state).includes(state.statesShown) ? state.statesShown : "units";

/** Whether what is shown is a gate, or what a gate carries over. */
export const isOfGates = (shown: StatesShown): boolean => !WITHOUT_GATES.includes(shown);

export const useStatesChoice = (): StatesShown => useLab(statesChoice);

const NAMES: Readonly<Record<StatesShown, string>> = {
  units: "units, h",
  phase: "units, phase",
  basis: "eigenbasis, |c|",
  "basis-phase": "eigenbasis, phase",
  c: "cell state, c",
  f: "forget gate, f",
  i: "input gate, i",
  o: "output gate, o",
  g: "candidate, g",
  z: "update gate, z",
  r: "reset gate, r",
  m: "candidate, m",
};

/** The choice between units and eigenbasis, and between moduli and phases. */
export function StatesChoice() {
  const shown = useStatesChoice();
  const complex = useLab(hasPhases);
  // One text, so that what is offered does not change with every step.
  const options = useLab((state) => offered(state).join(" ")).split(" ") as StatesShown[];
  return (
    <select
      className={styles.view}
      aria-label="States shown as"
      value={shown}
      onChange={(event) => {
        const chosen = STATES_SHOWN.find((id) => id === event.currentTarget.value);
        if (chosen) lab.showStates(chosen);
      }}
    >
      {options.map((id) => (
        <option key={id} value={id}>
          {id === "units" && complex ? "units, |h|" : NAMES[id]}
        </option>
      ))}
    </select>
  );
}
