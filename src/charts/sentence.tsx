import type { LaneKey, PerLane } from "../lanes";
import { type LaneLook, lookOf } from "./lanes";

/** A sentence in pieces: plain words, and names of lanes, which are set in the lane's colour. */
export type Sentence = readonly (string | { readonly lane: LaneKey; readonly text: string })[];

/** The sentence without its colours. */
export function plainText(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/** The name of a lane as a piece of a sentence. */
export const naming = (names: PerLane<string>, lane: LaneKey) => ({ lane, text: names[lane] });

/**
 * A sentence, names of lanes in their colours. One that says something else is a new one: the browser then does not
 * take its words for some that have moved.
 */
export function SentenceText({
  sentence,
  looks,
}: {
  sentence: Sentence;
  looks?: readonly LaneLook[] | undefined;
}) {
  return (
    <span key={plainText(sentence)}>
      {sentence.map((piece, i) =>
        typeof piece === "string" ? (
          piece
        ) : (
          <b key={i} style={{ color: `var(${lookOf(piece.lane, looks).ink})` }}>
            {piece.text}
          </b>
        ),
      )}
    </span>
  );
}
