import { FIELDS } from "../../config/schema";
import { formatNumber, powerOfTen } from "../../math/number-format";
import { lab, useLab } from "../../store/use-lab";
import { NumberEntry } from "../../ui/number-entry";
import { Slider } from "../../ui/slider";
import styles from "./LearningRate.module.css";

const FIELD = FIELDS.lr;
const FIRST_DECADE = Math.ceil(Math.log10(FIELD.min));
const DECADES = Array.from(
  { length: Math.floor(Math.log10(FIELD.max)) - FIRST_DECADE + 1 },
  (_, i) => FIRST_DECADE + i,
);
const TICKS = DECADES.map((exponent) => ({
  value: 10 ** exponent,
  ...(exponent % 2 === 0 ? { label: exponent === 0 ? "1" : powerOfTen(exponent) } : {}),
}));

/**
 * Two significant figures, the last zero kept, so that the figure does not change width in a drag; more where
 * more were typed, for a setting must read as it is.
 */
function formatRate(rate: number): string {
  const short = rate.toPrecision(2);
  return rate >= 1e-3 && rate < 100 && Number(short) === rate ? short : formatNumber(rate, 4);
}

/** α, the step on the recurrent matrix: the second of the two controls that matter. */
export function LearningRate() {
  const rate = useLab((state) => state.config.lr);
  const set = (value: number) => lab.set("lr", value);
  return (
    <div className={styles.rate} title={FIELD.hint}>
      <div className={styles.head}>
        <span className={styles.label} aria-hidden="true">
          Learning rate of W
        </span>
        <span className={styles.value}>
          <NumberEntry
            field="lr"
            label="Learning rate, as a number"
            value={rate}
            format={formatRate}
            onChange={set}
            large
          />
        </span>
      </div>
      <Slider
        label="Learning rate"
        value={rate}
        min={FIELD.min}
        max={FIELD.max}
        ticks={TICKS}
        format={formatRate}
        onChange={set}
      />
    </div>
  );
}
