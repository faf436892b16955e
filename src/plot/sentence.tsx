import { colour } from "./look";

/** A sentence in pieces: plain words, and names of series, which are set in their colours. */
export type Sentence = readonly (string | { readonly text: string; readonly ink: string })[];

/** The sentence without its colours. */
export function plainText(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/** The name of a series as a piece of a sentence. */
export const naming = (text: string, { ink }: { readonly ink: string }) => ({ text, ink });

/**
 * A sentence, names of series in their colours. One that says something else is a new element: the browser then does
 * not take its words for some that have moved.
 */
export function SentenceText({ sentence }: { readonly sentence: Sentence }) {
  return (
    <span key={plainText(sentence)}>
      {sentence.map((piece, i) =>
        typeof piece === "string" ? (
          piece
        ) : (
          <b key={i} style={{ color: colour(piece.ink) }}>
            {piece.text}
          </b>
        ),
      )}
    </span>
  );
}
