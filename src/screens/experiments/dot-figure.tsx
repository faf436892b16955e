import { type CSSProperties, useMemo } from "react";
import { type Comparisons, comparisons, type Standing } from "../../experiments/comparisons";
import { divergedText, estimateText, place } from "../../experiments/findings/words";
import type { Plan } from "../../experiments/plan";
import type { Row } from "../../experiments/row";
import { Figure } from "../../plot/figure";
import { Frame, type Plot } from "../../plot/frame";
import { CROSS, type Look, REFERENCE } from "../../plot/look";
import type { Mark } from "../../plot/mark";
import { points, spans } from "../../plot/points";
import { RowReader } from "../../plot/row-reader";
import { rule } from "../../plot/rule";
import type { PlotSize } from "../../plot/size";
import { across, type DotRow, dotLayout, scoreAxis, spread, worseEnd } from "./dot-layout";
import styles from "./Figures.module.css";
import { looksOf } from "./network-look";
import { runLabelOf } from "./run-label";

interface Props {
  readonly plan: Plan;
  readonly rows: readonly Row[];
}

/** Rows of more groups than this are left to the table. */
const MAX_ROWS = 80;

/** The scores of all networks: a dot per seed, and the mean with its 95 % interval. */
export function DotFigure({ plan, rows }: Props) {
  const found = useMemo(() => comparisons(rows), [rows]);
  const layout = useMemo(() => dotLayout(found), [found]);
  const looks = useMemo(() => looksOf(plan), [plan]);
  if (layout.rows.length === 0 || layout.rows.length > MAX_ROWS) return null;
  const { measure } = found;
  const what = measure === "accuracy" ? "Accuracy" : "Squared error";
  const name = `${what} by network`;
  const references = baselines(found);
  const plotOf = (size: PlotSize): Plot => {
    const values = references.map(({ value }) => value);
    const x = scoreAxis(found, layout.rows, values, `${what.toLowerCase()}, held out`, size);
    return { x, y: layout.y, marks: marksOf(found, layout.rows, looks, references, x.domain) };
  };
  const names = plan.networks.map((network) => network.name);
  return (
    <div
      className={styles.dots}
      data-dots
      style={
        {
          "--rows-height": `${layout.lines * 1.5 + 5}rem`,
          "--least-height": `${layout.lines * 1.1 + 9}rem`,
        } as CSSProperties
      }
    >
      <Figure
        name={name}
        level={2}
        paper="rows"
        summary={summary(found)}
        run={{ ...runLabelOf(plan, rows, [names.at(-1) ?? "", names[0]], looks), legend: false }}
        table={{
          columns: ["network", "point", "mean", "lower end", "upper end", "seeds", "diverged"],
          rows: () => layout.rows.map(({ standing }) => tableRow(standing)),
          csv: () => ({
            columns: ["network", "point", "seed", measure],
            rows: layout.rows.flatMap(({ standing: { group } }) =>
              group.rows.map(({ point, heldOut }) => [
                group.network,
                place(group.point),
                point.seed ?? "",
                heldOut[measure],
              ]),
            ),
          }),
        }}
        overlay={(size) => (
          <RowReader
            {...plotOf(size)}
            chart={name}
            size={size}
            rows={layout.rows.map(({ standing, y }, i) => ({
              key: String(i),
              name: [standing.group.network, place(standing.group.point)].filter(Boolean).join(", "),
              ink: looks.get(standing.group.network)?.ink ?? "--ink",
              y,
              x: across(found, standing.score.mean),
              spoken: spoken(found, standing),
            }))}
          />
        )}
      >
        {(size) => {
          const fitted = { ...size, fontSize: Math.min(size.fontSize, size.height / (layout.lines + 4)) };
          return <Frame size={fitted} {...plotOf(fitted)} />;
        }}
      </Figure>
    </div>
  );
}

const tableRow = ({ group, score, diverged }: Standing) => [
  group.network,
  place(group.point),
  score.mean,
  score.low,
  score.high,
  score.count,
  diverged,
];

function spoken({ measure }: Comparisons, standing: Standing): string {
  const { score } = standing;
  const seeds = `${score.count} seed${score.count === 1 ? "" : "s"}`;
  const text = score.count > 0 ? [estimateText(measure, score), seeds] : [];
  return [...text, divergedText(standing)].filter(Boolean).join(", ");
}

function summary({ places, scale }: Comparisons): string {
  const standings = places.flatMap((each) => each.standings);
  const centre =
    scale.kind === "logarithm"
      ? "geometric mean"
      : scale.kind === "log odds"
        ? "mean of the log odds"
        : "mean";
  const lost = standings.some(({ diverged }) => diverged > 0);
  const base = `A small dot is a seed; the large mark is the ${centre} over the seeds, the bar its 95\u202f% interval.`;
  return lost ? `${base} Crosses at the edge are runs that diverged; the mean leaves them out.` : base;
}

/** The baselines that are the same for every run. */
function baselines({ places, measure }: Comparisons): readonly { value: number; name: string }[] {
  const rows = places.flatMap(({ standings }) => standings.flatMap(({ group }) => group.finished));
  const common = (name: string, of: (row: Row) => number | undefined) => {
    const values = new Set(rows.map(of));
    const [value] = values;
    return values.size === 1 && value !== undefined && Number.isFinite(value) ? [{ value, name }] : [];
  };
  const isText = rows.some(({ bigram }) => bigram !== null);
  return [
    ...common(isText ? "unigram" : "without memory", ({ baseline }) => baseline[measure]),
    ...common("bigram", ({ bigram }) => bigram?.[measure]),
  ];
}

function marksOf(
  found: Comparisons,
  rows: readonly DotRow[],
  looks: ReadonlyMap<string, Look>,
  references: ReturnType<typeof baselines>,
  domain: Plot["x"]["domain"],
): readonly Mark[] {
  const at = (value: number) => across(found, value);
  return [
    ...references.map(({ value, name }) =>
      rule({ key: name, at: { x: at(value) }, name: { text: name, at: "top" } }),
    ),
    ...rows.flatMap(({ standing, seeds, y }, i): Mark[] => {
      const { group, score, diverged } = standing;
      const look = { ...(looks.get(group.network) ?? REFERENCE), dash: undefined };
      const dots = seeds.map((value, k) => ({ x: at(value), y: y + spread(k, seeds.length) }));
      const crosses = Array.from({ length: diverged }, (_, k) => ({
        x: worseEnd(found.measure, domain),
        y: y + spread(k, diverged),
      }));
      const ends = [at(score.low), at(score.high)];
      return [
        ...(ends.every(Number.isFinite)
          ? [spans(`${i} interval`, look, [{ y, low: ends[0], high: ends[1] }])]
          : []),
        points({ key: `${i} seeds`, look, points: dots, r: 0.15, filled: false, outline: 1.2 }),
        points({
          key: `${i} diverged`,
          look: { ...look, outline: CROSS },
          points: crosses,
          r: 0.15,
          filled: false,
        }),
        points({ key: `${i} mean`, look, points: [{ x: at(score.mean), y }], r: 0.3 }),
      ];
    }),
  ];
}
