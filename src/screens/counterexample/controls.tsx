import { rows } from "../../math/arrays";
import { formatNumber, powerOfTen } from "../../math/number-format";
import {
  DIRECTIONS,
  type Direction,
  fixedDirection,
  isStill,
  type Loop,
  turningNorm,
} from "../../training/counterexample";
import { Formula } from "../../ui/formula";
import { Segmented } from "../../ui/segmented";
import { Slider } from "../../ui/slider";
import { Words } from "../../ui/words";
import { MAX_RATE, MIN_RATE, type ProgramSettings } from "./address";
import styles from "./Controls.module.css";

const RULES = [
  { value: "naive", label: "Naive" },
  { value: "exp", label: "Exp" },
] as const;
const FORMULAS = {
  naive: tex`U \leftarrow U + \alpha\, G`,
  exp: tex`U \leftarrow e^{\alpha A/2}\, U`,
} as const;
const CHOICES: readonly { value: Direction; label: string }[] = [
  { value: "sigmoid", label: "sigmoid(U)" },
  { value: "fixed", label: "fixed G" },
];

/** The controls of update rule, learning rate and direction G. */
export function Controls(props: {
  settings: ProgramSettings;
  onChange: (change: Partial<ProgramSettings>) => void;
}) {
  const { settings, onChange } = props;
  return (
    <>
      <Segmented
        label="Update rule"
        options={RULES}
        value={settings.rule}
        onChange={(rule) => onChange({ rule })}
      />
      <LearningRate rate={settings.rate} onChange={(rate) => onChange({ rate })} />
      <Segmented
        label="Direction G"
        options={CHOICES}
        value={settings.direction}
        onChange={(direction) => onChange({ direction })}
      />
    </>
  );
}

/** The formula of the step, the definition of G, and whether the exp step moves U, chosen or not; `exp` is its loop. */
export function Notes({ settings, exp, still }: { settings: ProgramSettings; exp: Loop; still: boolean }) {
  const { rule, direction } = settings;
  const norm = turningNorm(exp.u, DIRECTIONS[direction](exp.u));
  return (
    <>
      <p className={styles.formula}>
        <Formula mathml={FORMULAS[rule]} />
      </p>
      <p className={styles.note}>
        <Words>
          G = {direction === "sigmoid" ? "sigmoid of every entry of U, as in the lecture." : shown(exp.u.n)} A
          = GU* − UG*, ‖A‖ = <b>{formatNumber(norm)}</b>: {turning(settings, exp, still)}
        </Words>
      </p>
    </>
  );
}

function turning({ direction }: ProgramSettings, { u }: Loop, still: boolean): string {
  const other = direction === "sigmoid" ? "the fixed G, or the rotation by 30°," : "another starting matrix";
  if (still) return `GU* is symmetric, so Exp does not move U. Take ${other} to see it turn.`;
  return isStill(u, DIRECTIONS[direction](u))
    ? "Exp has turned U as far as G takes it."
    : "Exp turns U and leaves ‖UU* − I‖ as it is.";
}

/** Writes the fixed G on one line if it fits. */
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

/** Formats a rate: 10, 0.5, 10⁻⁷, 2 × 10⁻⁹. */
export function formatRate(rate: number): string {
  const exponent = Math.round(Math.log10(rate));
  const isPower = Math.abs(rate / Number(`1e${exponent}`) - 1) < 1e-9;
  return exponent < -2 && isPower ? powerOfTen(exponent) : formatNumber(rate);
}

function LearningRate({ rate, onChange }: { rate: number; onChange: (rate: number) => void }) {
  return (
    <div className={styles.rate}>
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
        min={MIN_RATE}
        max={MAX_RATE}
        ticks={TICKS}
        format={formatRate}
        onChange={onChange}
      />
    </div>
  );
}
