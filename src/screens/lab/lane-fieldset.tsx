import type { LaneConfig } from "../../config/schema";
import { CELLS } from "../../kernels/cells";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import { useLab } from "../../store/use-lab";
import { Formula } from "../../ui/formula";
import { Words } from "../../ui/words";
import styles from "./LaneFieldset.module.css";
import { MatrixMeasures } from "./matrix-measures";
import { applies } from "./option-labels";
import { laneNames } from "./run-label";
import { ChoiceSetting, NumberLine } from "./setting-fields";
import { textbookRemark } from "./textbook-remark";

/** The settings of one lane that have an effect, with the formula of its update rule. */
export function LaneFieldset({ lane }: { readonly lane: LaneKey }) {
  const config = useLab((state) => state.config);
  const fork = useLab((state) => state.fork);
  const field = <Name extends keyof LaneConfig>(name: Name) => `${lane}.${name}` as const;
  const remark = textbookRemark(config[lane]);
  const { gated, formula: ofCell } = CELLS[config[lane].cell];
  const formula = gated ? ofCell : RULES[config[lane].rule].formula;
  const has = (name: keyof LaneConfig) => applies(field(name), config);
  return (
    <fieldset className={`${styles.lane} ${lane === "a" ? styles.a : styles.b}`}>
      <legend className={styles.legend}>Lane {lane.toUpperCase()}</legend>
      <div className={styles.name} aria-hidden="true">
        {laneNames(config, fork)[lane]}
      </div>
      <Formula className={styles.formula} mathml={formula} />
      {remark && (
        <p className={styles.remark}>
          <Words>{remark}</Words>
        </p>
      )}
      <ChoiceSetting field={field("cell")} />
      <ChoiceSetting field={field("rule")} />
      {has("beta") && <NumberLine field={field("beta")} shown="Penalty β" />}
      {has("rebase") && <NumberLine field={field("rebase")} shown="Re-base every … steps" />}
      {has("ringMin") && <NumberLine field={field("ringMin")} shown="Start: |λ| from" />}
      {has("ringMax") && <NumberLine field={field("ringMax")} shown="Start: |λ| to" />}
      {has("phase") && <NumberLine field={field("phase")} shown="Start: arg λ below" />}
      {has("numbers") && <ChoiceSetting field={field("numbers")} />}
      {has("activation") && <ChoiceSetting field={field("activation")} />}
      <ChoiceSetting field={field("init")} />
      {has("forget") && <NumberLine field={field("forget")} shown="Forget bias" />}
      {has("gain") && <NumberLine field={field("gain")} shown="Gain" />}
      {has("precondition") && <ChoiceSetting field={field("precondition")} />}
      {has("clip") && <NumberLine field={field("clip")} shown="Clip ‖∂L/∂W‖ at" />}
      <ChoiceSetting field={field("optimiser")} />
      <NumberLine field={field("rate")} shown="Optimiser’s rate" />
      <MatrixMeasures lane={lane} />
    </fieldset>
  );
}
