import { formatNumber } from "../../../math/number-format";
import { linearAxis } from "../../../plot/axis";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { LANE_A, LANE_B } from "../../../plot/look";
import { points } from "../../../plot/points";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { DECK_ACCURACY, DECK_LENGTHS, type DeckNetwork } from "../mathematics/deck-accuracy";
import styles from "./AccuracyFigure.module.css";
import { LessonFigure } from "./lesson-figure";

const LANE = { uRNN: "b", RNN: "a" } as const;
const LOOKS = { a: LANE_A, b: LANE_B };
const NETWORKS = Object.keys(DECK_ACCURACY) as DeckNetwork[];

/** The lecture's accuracies as printed, as a table and as lines over the length. */
export function AccuracyFigure() {
  const gaps = DECK_LENGTHS.map((_, i) => DECK_ACCURACY.RNN[i] - DECK_ACCURACY.uRNN[i]);
  return (
    <div className={styles.both}>
      <table className={styles.table}>
        <caption>The lecture’s table, as printed: accuracy of the next word, %</caption>
        <thead>
          <tr>
            <th scope="col">Input length</th>
            {DECK_LENGTHS.map((length) => (
              <th key={length} scope="col">
                {length}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {NETWORKS.map((network) => (
            <tr key={network}>
              <th scope="row" data-look={LANE[network]}>
                {network}
              </th>
              {DECK_ACCURACY[network].map((value) => (
                <td key={value}>{value.toFixed(2)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <LessonFigure
        id="accuracies"
        name="The lecture’s accuracies"
        shape="strip"
        settings="the lecture’s table, as printed: accuracy of the next word"
        summary={`RNN above uRNN by ${gaps.map((gap) => formatNumber(gap, 3)).join(", ")} points at lengths ${DECK_LENGTHS.join(", ")}.`}
        table={{
          columns: ["length", ...NETWORKS],
          rows: DECK_LENGTHS.map((length, i) => [
            length,
            ...NETWORKS.map((network) => DECK_ACCURACY[network][i]),
          ]),
        }}
      >
        {(size) => <Frame size={size} {...plotOf(size)} />}
      </LessonFigure>
    </div>
  );
}

const plotOf = (size: PlotSize): Plot => ({
  x: linearAxis([0, 400], "input length", maxTicksAcross(size)),
  y: linearAxis([0, 100], "%", maxTicksDown(size)),
  marks: NETWORKS.flatMap((network) => {
    const look = LOOKS[LANE[network]];
    const along = DECK_LENGTHS.map((x, i) => ({ x, y: DECK_ACCURACY[network][i] }));
    return [
      line({ key: network, look, points: along, name: { text: network, at: "edge" } }),
      points({ key: `${network}, marks`, look, points: along, r: 0.36 }),
    ];
  }),
});
