import { RULES_BY_ID } from "../../rules";
import { useLab } from "../../store/use-lab";
import { Formula } from "../../ui/formula";
import type { LaneKey } from "../../worker/protocol";
import styles from "./LaneFieldset.module.css";
import { applies } from "./option-labels";
import { laneNames } from "./run-label";
import { ChoiceSetting, NumberLine } from "./setting-fields";

/** The settings of one lane, with the formula its recurrent matrix moves by. */
export function LaneFieldset({ lane }: { readonly lane: LaneKey }) {
  const name = useLab((state) => laneNames(state.config)[lane]);
  const rule = useLab((state) => state.config[lane].rule);
  const hasGain = useLab((state) => applies(`${lane}.gain`, state.config));
  return (
    <fieldset className={`${styles.lane} ${lane === "a" ? styles.a : styles.b}`}>
      <legend className={styles.legend}>Lane {lane.toUpperCase()}</legend>
      <div className={styles.name} aria-hidden="true">
        {name}
      </div>
      <Formula className={styles.formula} mathml={RULES_BY_ID[rule].formula} />
      <ChoiceSetting field={`${lane}.rule`} />
      <ChoiceSetting field={`${lane}.activation`} />
      <ChoiceSetting field={`${lane}.init`} />
      {hasGain && <NumberLine field={`${lane}.gain`} shown="Gain" />}
      <ChoiceSetting field={`${lane}.optimiser`} />
      <NumberLine field={`${lane}.rate`} shown="Rate" />
    </fieldset>
  );
}
