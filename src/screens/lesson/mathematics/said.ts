/** A formula as MathML, which the build makes of tex`…`. */
export interface Typeset {
  readonly mathml: string;
}

/** A sentence: words with formulas between them. */
export type Said = readonly (string | Typeset)[];

/** Marks MathML as a formula within a sentence. */
export const typeset = (mathml: string): Typeset => ({ mathml });

/** The sentence of a template, say`‖v‖ is ${"5"}, and ${typeset(tex`W`)} …`: strings become words, formulas stay formulas. */
export const say = (words: TemplateStringsArray, ...between: readonly (string | Typeset)[]): Said =>
  words
    .flatMap((text, i) => (i < between.length ? [text, between[i]] : [text]))
    .filter((part) => part !== "");
