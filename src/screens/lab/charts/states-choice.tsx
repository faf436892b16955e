import { LANE_KEYS } from "../../../lanes";
import { type LabState, STATES_SHOWN, type StatesShown } from "../../../store/lab-state";
import { lab, useLab } from "../../../store/use-lab";
import styles from "./Panel.module.css";

/** Whether a network has complex units, whose phases can be shown. */
const hasPhases = ({ applied }: LabState) => LANE_KEYS.some((lane) => applied[lane].numbers === "complex");

/** Returns what the figure *Hidden states* shows: what was chosen, if it applies to this run. */
export const statesChoice = (state: LabState): StatesShown =>
  state.statesShown === "phase" && !hasPhases(state) ? "units" : state.statesShown;

export const useStatesChoice = (): StatesShown => useLab(statesChoice);

const NAMES: Readonly<Record<StatesShown, string>> = {
  units: "units, h",
  phase: "units, phase",
  basis: "eigenbasis, |c|",
  "basis-phase": "eigenbasis, phase",
};

/** The choice between units and eigenbasis, and between moduli and phases. */
export function StatesChoice() {
  const shown = useStatesChoice();
  const complex = useLab(hasPhases);
  const offered = STATES_SHOWN.filter((id) => complex || id !== "phase");
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
      {offered.map((id) => (
        <option key={id} value={id}>
          {id === "units" && complex ? "units, |h|" : NAMES[id]}
        </option>
      ))}
    </select>
  );
}
