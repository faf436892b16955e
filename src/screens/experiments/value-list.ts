/** So many successive whole numbers and more are written as their ends. */
const LONG = 4;
const RANGE = /^(\d+)[–-](\d+)$/;
/** The largest number of values that a range stands for: a plan has no more runs. */
const MAX_VALUES = 2000;

/** A list of values as it is written in a field: “0.01, 0.1”, and successive whole numbers as “1–10”. */
export function listText(values: readonly unknown[]): string {
  const parts: string[] = [];
  for (let i = 0; i < values.length; ) {
    const first = values[i];
    let length = 1;
    if (Number.isInteger(first)) while (values[i + length] === Number(first) + length) length++;
    if (length < LONG) length = 1;
    parts.push(length > 1 ? `${first}–${values[i + length - 1]}` : String(first));
    i += length;
  }
  return parts.join(", ");
}

/** Reads such a list: numbers where they are some, else texts. A range that goes down or is too long stays a text, to be refused. */
export function readList(text: string): (number | string)[] {
  return text
    .replace(/\s*–\s*/g, "–")
    .split(/[,;\s]+/)
    .filter(Boolean)
    .flatMap((part) => {
      const [, from, to] = (RANGE.exec(part) ?? []).map(Number);
      const count = to - from + 1;
      if (count >= 1 && count <= MAX_VALUES) return Array.from({ length: count }, (_, i) => from + i);
      return [Number.isNaN(Number(part)) ? part : Number(part)];
    });
}
