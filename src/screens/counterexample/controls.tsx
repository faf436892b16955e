import { rows } from "../../math/arrays";
import { formatNumber, powerOfTen } from "../../math/number-format";
import {
  DIRECTIONS,
  type Direction,
  fixedDirection,
  type Loop,
  turningNorm,
} from "../../training/counterexample";
import { Formula } from "../../ui/formula";
import { Segmented } from "../../ui/segmented";
import { Slider } from "../../ui/slider";
import { LARGEST_RATE, LEAST_RATE, type Settings } from "./address";
import styles from "./Controls.module.css";

const RULES = [
  { value: "naive", label: "Naive" },
  { value: "exp", label: "Exp" },
] as const;
const FORMULAS = {
  naive: tex`U \leftarrow U + \alpha\, G`,
  exp: tex`U \leftarrow e^{-\alpha A}\, U,\quad A = G U^* - U G^*`,
} as const;
const CHOICES: readonly { value: Direction; label: string }[] = [
  { value: "sigmoid", label: "sigmoid(U)" },
  { value: "fixed", label: "fixed G" },
];

/** The update rule, the learning rate and what G is. `loop` is the present state of the chosen rule. */
export function Controls(props: {
  settings: Settings;
  loop: Loop;
  onChange: (change: Partial<Settings>) => void;
}) {
  const { settings, loop, onChange } = props;
  return (
    <>
      <Segmented
        label="Update rule"
        large
        options={RULES}
        value={settings.rule}
        onChange={(rule) => onChange({ rule })}
      />
      <p className={styles.formula}>
        <Formula mathml={FORMULAS[settings.rule]} />
      </p>
      <LearningRate rate={settings.rate} onChange={(rate) => onChange({ rate })} />
      <Segmented
        label="Direction G"
        options={CHOICES}
        value={settings.direction}
        onChange={(direction) => onChange({ direction })}
      />
      <p className={styles.note}>{remark(settings, loop)}</p>
    </>
  );
}

function remark({ rule, direction }: Settings, { u }: Loop) {
  if (rule === "naive") {
    return direction === "sigmoid" ? "The slide’s own: sigmoid of every entry of U." : `G = ${shown(u.n)}`;
  }
  const norm = turningNorm(u, DIRECTIONS[direction](u));
  const size = (
    <>
      ‖A‖ = <b>{formatNumber(norm)}</b>
    </>
  );
  if (direction === "sigmoid" && norm < ARRIVED) {
    return <>{size}: sigmoid(U)U* is symmetric here, so nothing moves. Take the fixed G to see U turn.</>;
  }
  if (norm < ARRIVED) return <>{size}: U has turned as far as G takes it.</>;
  return (
    <>
      {size}: U turns, and stays orthogonal.{direction === "fixed" && ` G = ${shown(u.n)}`}
    </>
  );
}

/** Below this ‖A‖ is rounding, and U stands still. */
const ARRIVED = 1e-12;

/** The fixed G in a line, for sizes where it has room. */
const shown = (n: number): string =>
  n > 2
    ? `a fixed ${n}×${n} matrix, the same every time.`
    : `[${rows(fixedDirection(n))
        .map((row) => `[${row.map((x) => formatNumber(x)).join(", ")}]`)
        .join(", ")}].`;

const DECADES = Array.from({ length: 12 }, (_, i) => i - 10);
const TICKS = DECADES.map((exponent) => ({
  value: Number(`1e${exponent}`),
  ...(exponent % 5 === 0 ? { label: exponent === 0 ? "1" : powerOfTen(exponent) } : {}),
}));

/** A rate as it is read aloud in a lecture: 10, 0.5, 10⁻⁷, 2 × 10⁻⁹. */
export function formatRate(rate: number): string {
  const exponent = Math.round(Math.log10(rate));
  const isPower = Math.abs(rate / Number(`1e${exponent}`) - 1) < 1e-9;
  return exponent < -2 && isPower ? powerOfTen(exponent) : formatNumber(rate);
}

function LearningRate({ rate, onChange }: { rate: number; onChange: (rate: number) => void }) {
  return (
    <div className={styles.field}>
      <div className={styles.heading}>
        <span className={styles.label} aria-hidden="true">
          Learning rate
        </span>
        <span className={styles.value} aria-hidden="true">
          {formatRate(rate)}
        </span>
      </div>
      <Slider
        label="Learning rate"
        value={rate}
        min={LEAST_RATE}
        max={LARGEST_RATE}
        ticks={TICKS}
        format={formatRate}
        onChange={onChange}
      />
    </div>
  );
}
