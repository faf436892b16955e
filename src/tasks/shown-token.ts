const MARK = /^ ?(?=\p{M})/u;
const BLANK = /^[\p{Z}\p{C}\u2800]+$/u;
const NON_JOINER = /\u200C$/;
const PICTURE = /\p{Extended_Pictographic}/u;

/**
 * A token as the page shows it, never without a sign: a combining mark on a dotted circle, a letter that does not join the next one
 * with that remark, and a character without a shape of its own by its code point.
 */
export function shownToken(token: string): string {
  if (!BLANK.test(token) || PICTURE.test(token))
    return token.replace(MARK, "◌").replace(NON_JOINER, "⟨zwnj⟩");
  return Array.from(
    token,
    (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
  ).join(" ");
}
