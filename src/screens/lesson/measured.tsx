import { useEffect, useState } from "react";
import { accuracyText, percent } from "../../experiments/accuracy-text";
import type { Results } from "../../experiments/results-file";
import { axes, groups } from "../../experiments/statistics";
import { listReferences, readReference } from "../../store/reference-results";
import styles from "./figures/AccuracyFigure.module.css";

/** The plans whose accuracies stand beside the lecture's: its own table, and the task that asks for memory alone. */
const PLANS = ["deck-words", "deck-characters", "copying"];

/** Those of the plans that were run, in this order, once they are at hand. */
export function useMeasured(): readonly Results[] {
  const [found, setFound] = useState<readonly Results[]>([]);
  useEffect(() => {
    let wanted = true;
    listReferences()
      .then((names) => PLANS.map((plan) => `${plan}.jsonl`).filter((file) => names.includes(file)))
      .then((files) => Promise.allSettled(files.map(readReference)))
      .then((read) => {
        // A file that cannot be read is told of where it can be opened, in the experiments.
        if (wanted) setFound(read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])));
      });
    return () => {
      wanted = false;
    };
  }, []);
  return found;
}

/** Accuracy on held-out sequences, networks against the first setting of the plan's grid. */
export function MeasuredTable({ results: { plan, rows } }: { readonly results: Results }) {
  const [axis] = axes(plan);
  if (!axis) return null;
  const all = groups(rows);
  const [sample] = rows;
  const seeds = plan.grid.seed?.length ?? 1;
  const over = seeds > 1 ? `, mean ± standard deviation over ${seeds} seeds` : "";
  const same = (share: number) => axis.values.map(() => percent(share));
  const lines: readonly { readonly name: string; readonly look?: "a" | "b"; readonly cells: string[] }[] = [
    ...plan.networks.map(({ name, settings }) => ({
      name,
      ...(settings.rule === "none"
        ? { look: "a" as const }
        : settings.rule === "exp" || settings.rule === "euclidean"
          ? { look: "b" as const }
          : {}),
      cells: axis.values.map((value) => accuracyText(all, name, axis.name, value)),
    })),
    ...(sample?.bigram ? [{ name: "the token before alone", cells: same(sample.bigram.accuracy) }] : []),
    ...(sample
      ? [
          {
            name: sample.bigram ? "the commonest token alone" : "without memory",
            cells: same(sample.baseline.accuracy),
          },
        ]
      : []),
  ];
  return (
    <table className={styles.table}>
      <caption>
        {plan.name}, measured: accuracy on sequences never trained on, %{over}
      </caption>
      <thead>
        <tr>
          <th scope="col">{axis.name === "length" ? "Input length" : axis.name}</th>
          {axis.values.map((value) => (
            <th key={value} scope="col">
              {value}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, look, cells }) => (
          <tr key={name}>
            <th scope="row" data-look={look}>
              {name}
            </th>
            {cells.map((cell, i) => (
              <td key={axis.values[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
