/**
 * The keys that a pressed key may stand for, the likeliest first: what it types, in lower case, and, where that is a letter
 * of another script or, without Shift, no digit of the row of digits, what it types on a Latin keyboard.
 */
export function meantKeys({
  key,
  code,
  shiftKey,
}: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string[] {
  if (key.length !== 1) return [key];
  const isOfAnotherScript = /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key);
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(code) ?? [];
  const place = isOfAnotherScript ? (letter?.toLowerCase() ?? BRACKETS[code]) : shiftKey ? undefined : digit;
  return place === undefined ? [key.toLowerCase()] : [key.toLowerCase(), place];
}

const BRACKETS: Readonly<Record<string, string>> = { BracketLeft: "[", BracketRight: "]" };
