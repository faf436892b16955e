import { splitWords, Words } from "../ui/words";
import { colour } from "./look";

/** A sentence as pieces: plain words, names of series in their colours, and data, which are not words. */
export type Sentence = readonly Piece[];
type Piece = string | { readonly text: string; readonly ink: string } | { readonly data: string };

/** Returns the sentence as plain text. */
export function plainText(sentence: Sentence): string {
  return sentence
    .map((piece) => {
      if (typeof piece === "string") return piece;
      return "data" in piece ? piece.data : piece.text;
    })
    .join("");
}

/** Returns the name of a series as a piece of a sentence. */
export const naming = (text: string, { ink }: { readonly ink: string }) => ({ text, ink });

/** The words of a sentence, without what no translation changes. */
const wordsOf = (sentence: Sentence): string =>
  splitWords(plainText(sentence.filter((piece) => typeof piece === "string" || !("data" in piece))))
    .filter((_, i) => i % 2 === 0)
    .join("|");

/**
 * Shows a sentence with names of series in their colours. A sentence of other words is a new element, so that the browser
 * does not count them as a layout shift; of other numbers it is the same element, so that it is not translated again.
 */
export function SentenceText({ sentence }: { readonly sentence: Sentence }) {
  return (
    <span key={wordsOf(sentence)}>
      {sentence.map((piece, i) => {
        if (typeof piece === "string") return <Words key={i}>{piece}</Words>;
        if ("data" in piece)
          return (
            <span key={i} translate="no">
              {piece.data}
            </span>
          );
        return (
          <b key={i} style={{ color: colour(piece.ink) }}>
            {piece.text}
          </b>
        );
      })}
    </span>
  );
}
