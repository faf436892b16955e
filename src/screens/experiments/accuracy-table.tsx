import { accuracyText, percent, tokenOf } from "../../experiments/accuracy-text";
import { isDeckTable, PRINTED, PRINTED_TIME } from "../../experiments/deck-printed";
import type { Plan } from "../../experiments/plan";
import type { Row } from "../../experiments/row";
import { axes, groups } from "../../experiments/statistics";
import { Words } from "../../ui/words";
import styles from "./Table.module.css";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
}

/** The lecture's table of accuracies, networks by lengths, as printed and as measured here. */
export function AccuracyTable({ plan, rows }: Props) {
  const [length] = axes(plan).filter(({ name }) => name === "length");
  if (!isDeckTable(plan) || !length) return null;
  const all = groups(rows);
  const sample = rows.find(({ bigram }) => bigram !== null);
  const token = tokenOf(String(plan.settings.task));
  const same = (value: number | undefined) =>
    length.values.map(() => (value === undefined ? "–" : percent(value)));
  return (
    <section className={styles.section} aria-labelledby="accuracy-table">
      <h2 id="accuracy-table" className={styles.title}>
        Table on the slide
      </h2>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.narrow}`}>
          <caption>
            Accuracy in % by sequence length.
            {rows.length > 0 &&
              " Measured on held-out text, mean ± standard deviation of single runs; for the error of a mean see the intervals."}
          </caption>
          <thead>
            <tr>
              <th scope="col">Network</th>
              {length.values.map((value) => (
                <th key={value} scope="col" className={styles.number}>
                  {value}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <HeadingRow
              text={`As printed in the lecture; average training time ${PRINTED_TIME}`}
              span={length.values.length + 1}
            />
            {PRINTED.map(({ network, accuracy }) => (
              <NetworkRow
                key={network}
                name={network}
                cells={length.values.map((value) => accuracy[Number(value)]?.toFixed(2) ?? "–")}
              />
            ))}
            {rows.length > 0 && (
              <>
                <HeadingRow text="Measured" span={length.values.length + 1} />
                {plan.networks.map(({ name }) => (
                  <NetworkRow
                    key={name}
                    name={name}
                    cells={length.values.map((value) => accuracyText(all, name, "length", value))}
                  />
                ))}
                <HeadingRow text="Baselines" span={length.values.length + 1} />
                <NetworkRow name={`Previous ${token} only (bigram)`} cells={same(sample?.bigram?.accuracy)} />
                <NetworkRow
                  name={`Most frequent ${token} (unigram)`}
                  cells={same(sample?.baseline.accuracy)}
                />
              </>
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function HeadingRow({ text, span }: { readonly text: string; readonly span: number }) {
  return (
    <tr className={styles.heading}>
      <th colSpan={span} scope="rowgroup">
        <Words>{text}</Words>
      </th>
    </tr>
  );
}

function NetworkRow({ name, cells }: { readonly name: string; readonly cells: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {cells.map((cell, i) => (
        <td key={i} className={styles.number} translate="no">
          {cell}
        </td>
      ))}
    </tr>
  );
}
