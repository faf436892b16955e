import { formatNumber } from "../../../math/number-format";
import { DECK_ACCURACY, DECK_LENGTHS, type DeckNetwork } from "../mathematics/deck-accuracy";
import styles from "./AccuracyFigure.module.css";
import { LessonFigure } from "./lesson-figure";
import { Mark } from "./looks";
import { Plot } from "./plot";

const LOOK = { uRNN: "b", RNN: "a" } as const;
const NETWORKS = Object.keys(DECK_ACCURACY) as DeckNetwork[];

/** The deck's accuracy table as printed, and as lines over the length. */
export function AccuracyFigure() {
  const gaps = DECK_LENGTHS.map((_, i) => DECK_ACCURACY.RNN[i] - DECK_ACCURACY.uRNN[i]);
  return (
    <div className={styles.both}>
      <table className={styles.table}>
        <caption>The deck’s table, as printed: accuracy of the next word, %</caption>
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
              <th scope="row" data-look={LOOK[network]}>
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
        name="The deck’s accuracies"
        shape="strip"
        settings="the deck’s table, as printed: accuracy of the next word"
        summary={`RNN above uRNN by ${gaps.map((gap) => formatNumber(gap, 3)).join(", ")} points at lengths ${DECK_LENGTHS.join(", ")}.`}
        table={{
          columns: ["length", ...NETWORKS],
          rows: DECK_LENGTHS.map((length, i) => [
            length,
            ...NETWORKS.map((network) => DECK_ACCURACY[network][i]),
          ]),
        }}
      >
        {(size) => (
          <Plot
            size={size}
            x={{ name: "input length", scale: "linear", domain: [0, 400] }}
            y={{ name: "%", scale: "linear", domain: [0, 100] }}
            lines={NETWORKS.map((network) => ({
              name: network,
              look: LOOK[network],
              points: DECK_LENGTHS.map((length, i) => [length, DECK_ACCURACY[network][i]] as const),
            }))}
          >
            {(area) =>
              NETWORKS.flatMap((network) =>
                DECK_LENGTHS.map((length, i) => (
                  <Mark
                    key={`${network} ${length}`}
                    look={LOOK[network]}
                    x={area.x(length)}
                    y={area.y(DECK_ACCURACY[network][i])}
                    r={size.fontSize * 0.36}
                  />
                )),
              )
            }
          </Plot>
        )}
      </LessonFigure>
    </div>
  );
}
