/** When a change takes effect: `live` on the next step of a running run, `reset` when the networks are rebuilt. */
export type Effect = "live" | "reset";

interface FieldBase {
  /** The label in the form. */
  readonly label: string;
  readonly effect: Effect;
  /** One sentence of help in the form. */
  readonly hint?: string;
}
export interface NumberField extends FieldBase {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  /** The largest value where large sizes are taken, see sizes.ts; `max` if it is not given. */
  readonly largeMax?: number;
  readonly integer: boolean;
  readonly default: number;
}
export interface ChoiceField<Option extends string = string> extends FieldBase {
  readonly kind: "choice";
  readonly options: readonly Option[];
  readonly default: Option;
}
export type Field = NumberField | ChoiceField;

/** The type of a field's values: one of its options, or a number. */
export type ValueIn<F> = F extends ChoiceField<infer Option> ? Option : number;
/** The values of a table of fields, under the same keys. */
export type ValuesIn<Fields> = { -readonly [Key in keyof Fields]: ValueIn<Fields[Key]> };

/** A field whose value is one of a list of options. */
export const choice = <Option extends string>(
  label: string,
  effect: Effect,
  options: readonly Option[],
  fallback: NoInfer<Option>,
  hint?: string,
): ChoiceField<Option> => ({
  kind: "choice",
  label,
  effect,
  options,
  default: fallback,
  ...(hint ? { hint } : {}),
});

/** A field whose value is a number, or a whole number, in a range. */
export const number = (
  label: string,
  effect: Effect,
  range: { min: number; max: number; largeMax?: number; default: number; integer?: boolean; hint?: string },
): NumberField => ({ kind: "number", label, effect, integer: false, ...range });

/** The default of each field of a table, under the same keys. */
export const defaultsOf = <Fields extends Readonly<Record<string, Field>>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default])) as ValuesIn<Fields>;

/** A table of fields with `lane.` before each key. */
export const inLane = <Lane extends string, Fields extends Readonly<Record<string, Field>>>(
  lane: Lane,
  fields: Fields,
) =>
  Object.fromEntries(Object.entries(fields).map(([key, field]) => [`${lane}.${key}`, field])) as {
    readonly [Key in keyof Fields & string as `${Lane}.${Key}`]: Fields[Key];
  };
