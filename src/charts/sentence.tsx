import type { LaneKey } from "../worker/protocol";
import styles from "./Figure.module.css";
import type { PerLane } from "./props";

/** A sentence in pieces: plain words, and names of lanes, which are set in the lane's colour. */
export type Sentence = readonly (string | { readonly lane: LaneKey; readonly text: string })[];

/** The sentence without its colours. */
export function plainText(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === "string" ? piece : piece.text)).join("");
}

/** The name of a lane as a piece of a sentence. */
export const naming = (names: PerLane<string>, lane: LaneKey) => ({ lane, text: names[lane] });

export function SentenceText({ sentence }: { sentence: Sentence }) {
  return sentence.map((piece, i) =>
    typeof piece === "string" ? (
      piece
    ) : (
      <b key={i} className={piece.lane === "a" ? styles.laneA : styles.laneB}>
        {piece.text}
      </b>
    ),
  );
}
