import { inWords } from "../config/schema";
import { RULE_IDS } from "../rules";
import { TASK_IDS } from "../tasks";
import type { Row } from "./row";

/** What a value must be, in words, and whether it is. */
interface Kind {
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
}
type Shape = Kind | { readonly [name: string]: Shape };

const isKind = (shape: Shape): shape is Kind => typeof shape.holds === "function";
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number";

const TEXT: Kind = { must: "be text", holds: (value) => typeof value === "string" };
/** NaN and the infinities too: a run may end in them. */
const NUMBER: Kind = { must: "be a number", holds: isNumber };
const COUNT: Kind = {
  must: "be a whole number, 0 or more",
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const SHARE: Kind = {
  must: "be a number from 0 to 1, or NaN",
  holds: (value) => isNumber(value) && !(value < 0 || value > 1),
};
const oneOf = (options: readonly unknown[]): Kind => ({
  must: `be one of ${options.join(", ")}`,
  holds: (value) => options.includes(value),
});
const listOf = ({ holds }: Kind): Kind => ({
  must: "be a list of numbers",
  holds: (value) => Array.isArray(value) && value.every(holds),
});
const SCORE = { loss: NUMBER, accuracy: SHARE };
const POINT: Kind = {
  must: "hold a number or a text for each setting of the grid",
  holds: (value) =>
    isObject(value) && Object.values(value).every((one) => isNumber(one) || typeof one === "string"),
};

const SHAPE = {
  id: TEXT,
  index: COUNT,
  plan: TEXT,
  network: TEXT,
  point: POINT,
  rule: oneOf(RULE_IDS),
  task: oneOf(TASK_IDS),
  outcome: oneOf(["finished", "stopped", "failed"]),
  reason: TEXT,
  step: COUNT,
  steps: COUNT,
  training: SCORE,
  heldOut: SCORE,
  baseline: { ...SCORE, name: TEXT },
  gradientKept: { first: NUMBER, last: NUMBER },
  drift: NUMBER,
  units: COUNT,
  parameters: NUMBER,
  flopsPerStep: NUMBER,
  seconds: NUMBER,
  curve: { step: listOf(NUMBER), loss: listOf(NUMBER), accuracy: listOf(SHARE), seconds: listOf(NUMBER) },
  backend: TEXT,
} as const satisfies Record<Exclude<keyof Row, "stop" | "bigram">, Shape>;

/** Parts that are null where there is nothing to say. */
const OR_NULL = {
  stop: { step: COUNT, quantity: TEXT, value: NUMBER },
  bigram: SCORE,
} as const satisfies Partial<Record<keyof Row, Shape>>;

/**
 * The row of a run, every part of which is what it must be.
 * @param where names the row, as the line of a file
 * @throws Error that names part, value and what is allowed
 */
export function checkRow(row: Readonly<Record<string, unknown>>, where: string): Row {
  check(row, SHAPE, where, "");
  for (const [name, shape] of Object.entries(OR_NULL)) {
    if (row[name] !== null) check(row[name], shape, where, name);
  }
  const { curve } = row as unknown as Row;
  if (Object.values(curve).some(({ length }) => length !== curve.step.length))
    throw new Error(`${where}: the lists of curve must be equally long.`);
  return row as unknown as Row;
}

function check(value: unknown, shape: Shape, where: string, name: string): void {
  const refuse = (must: string) =>
    new Error(`${where}: ${name || "the row"} = “${inWords(value)}” was refused: it must ${must}.`);
  if (isKind(shape)) {
    if (!shape.holds(value)) throw refuse(shape.must);
    return;
  }
  if (!isObject(value)) throw refuse(`have ${Object.keys(shape).join(", ")}`);
  for (const [part, inner] of Object.entries(shape))
    check(value[part], inner, where, name ? `${name}.${part}` : part);
}
