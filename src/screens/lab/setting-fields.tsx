import { type ChoiceKey, type ConfigKey, FIELDS, getField, type NumberKey } from "../../config/schema";
import { maxOf } from "../../config/sizes";
import { sizesNow, switchLargeSizes, useLargeSizes } from "../../store/large-sizes";
import { lab, useLab } from "../../store/use-lab";
import { ChoiceField } from "../../ui/choice-field";
import { NumberEntry } from "../../ui/number-entry";
import { Slider } from "../../ui/slider";
import { Words } from "../../ui/words";
import { optionsOf, valueLabel } from "./option-labels";
import styles from "./SettingFields.module.css";

interface Props<Key extends ConfigKey> {
  /** Key of the config field. */
  readonly field: Key;
}

const useNumber = (key: NumberKey) => useLab((state) => getField(state.config, key));

/** A choice field of the config. */
export function ChoiceSetting({ field, framed = false }: Props<ChoiceKey> & { readonly framed?: boolean }) {
  const config = useLab((state) => state.config);
  const { label, hint } = FIELDS[field];
  return (
    <ChoiceField
      label={label}
      value={getField(config, field)}
      options={optionsOf(field, config)}
      {...(hint ? { hint } : {})}
      onChange={(chosen) => lab.set(field, chosen)}
      framed={framed}
    />
  );
}

/** A number with a slider over its whole range, marked at powers of ten or of two. */
export function SliderSetting({ field, base }: Props<NumberKey> & { readonly base: 2 | 10 }) {
  const value = useNumber(field);
  const { label, min } = FIELDS[field];
  const max = maxOf(FIELDS[field], useLargeSizes(sizesNow));
  const powers = Array.from({ length: 12 }, (_, i) => base ** i).filter(
    (power) => power >= min && power <= max,
  );
  const format = (of: number) => valueLabel(field, of);
  return (
    <div>
      <div className={styles.head}>
        <span className={styles.label} aria-hidden="true">
          {label}
        </span>
        <span className={styles.value}>
          <NumberEntry
            field={field}
            label={`${label}, as a number`}
            value={value}
            format={format}
            onChange={(next) => lab.set(field, next)}
            allowLarge={() => switchLargeSizes(true)}
          />
        </span>
      </div>
      <Slider
        label={label}
        value={value}
        min={min}
        max={max}
        integer
        ticks={powers.map((power) => ({
          value: power,
          ...(base === 10 || Math.log2(power) % 2 === 1 || power === max ? { label: format(power) } : {}),
        }))}
        format={format}
        onChange={(next) => lab.set(field, next)}
      />
    </div>
  );
}

/** A number that the task fixes. */
export function FixedNumber({ field, value = 0 }: Props<NumberKey> & { readonly value: number | undefined }) {
  return (
    <p className={styles.fixed}>
      <span className={styles.label}>{FIELDS[field].label}</span>{" "}
      <Words>always {valueLabel(field, value)}</Words>
    </p>
  );
}

/** A number below its name. */
export function NumberSetting({ field, shown }: Props<NumberKey> & { readonly shown?: string }) {
  const value = useNumber(field);
  const { label, hint } = FIELDS[field];
  return (
    <div className={styles.number} title={hint}>
      <span className={styles.label} aria-hidden="true">
        {shown ?? label}
      </span>
      <NumberEntry
        field={field}
        label={label}
        value={value}
        format={(of) => valueLabel(field, of)}
        onChange={(next) => lab.set(field, next)}
        allowLarge={() => switchLargeSizes(true)}
      />
    </div>
  );
}

/** Says that large sizes are on, and switches them off. */
export function LargeSizes() {
  const { on } = useLargeSizes();
  if (!on) return null;
  const sizes = (
    [
      ["units", "hidden units"],
      ["length", "time steps"],
      ["batch", "sequences per batch"],
    ] as const
  ).map(([key, name]) => `${valueLabel(key, maxOf(FIELDS[key], "large"))} ${name}`);
  return (
    <p className={styles.large}>
      <Words>Large sizes are on: up to {sizes.join(", ")}.</Words>{" "}
      <button type="button" onClick={() => switchLargeSizes(false)}>
        Switch them off
      </button>
    </p>
  );
}

/** A number beside a short name, aligned with the choices. */
export function NumberLine({ field, shown }: Props<NumberKey> & { readonly shown: string }) {
  return (
    <div className={styles.line}>
      <NumberSetting field={field} shown={shown} />
    </div>
  );
}
