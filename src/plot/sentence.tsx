import { colour } from "./look";

/** A sentence as pieces: plain words, and names of series in their colours. */
export type Sentence = readonly (string | { readonly text: string; readonly ink: string })[];

/** Returns the sentence as plain text. */
export function plainText(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/** Returns the name of a series as a piece of a sentence. */
export const naming = (text: string, { ink }: { readonly ink: string }) => ({ text, ink });

/**
 * Shows a sentence with names of series in their colours. A changed sentence is a new element, so that the browser does
 * not count its words as a layout shift.
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
