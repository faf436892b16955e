import { memo, useMemo } from "react";
import { useStore } from "zustand";
import { formatCount } from "../math/number-format";
import { Symbols } from "./axis-names";
import styles from "./Heat.module.css";
import { textWidth } from "./label-layout";
import { colour, SMALL } from "./look";
import { MapCanvas } from "./map-canvas";
import { usePointing } from "./reader";
import { ScaleKey, scaleKeyWidth } from "./scale-key";
import type { PlotSize } from "./size";
import { Row } from "./time-row";
import {
  NAME,
  type PlacedCell,
  type PlacedRow,
  placeCells,
  type RowsLayout,
  rowsLayout,
  type TimeRow,
} from "./time-rows-layout";

interface TimeRowsProps {
  readonly size: PlotSize;
  /** From top to bottom. */
  readonly rows: readonly TimeRow[];
  /** T. */
  readonly steps: number;
  /** Ticks of the time axis. */
  readonly ticks: readonly number[];
  /** The time step whose cells are framed. */
  readonly framed: number;
}

/** The width in which the caption of a row must fit, beside the key to its colours if there is one. */
function captionSpace(
  { scale }: TimeRow,
  { left, right, cell, x }: RowsLayout,
  { width, fontSize }: PlotSize,
) {
  if (!scale) return width - x(1) + cell / 2;
  return right - left - scaleKeyWidth(scale, fontSize) - fontSize;
}

/** Lays rows out along the time axis of the charts that this one is linked with. */
export function useRowsLayout(size: PlotSize, rows: readonly TimeRow[], steps: number): RowsLayout {
  const edges = useStore(usePointing(), (state) => state.edges.time);
  return useMemo(() => rowsLayout(size, rows, steps, edges), [size, rows, steps, edges]);
}

/** Rows along one time axis: cells with text, shades, bars, maps. */
export const TimeRows = memo(function TimeRows(props: TimeRowsProps) {
  const { size, steps, ticks, framed } = props;
  const layout = useRowsLayout(size, props.rows, steps);
  const { width, height, fontSize } = size;
  const type = fontSize * SMALL;
  const { rows, right, bottom, labelEnd, cell, x } = layout;
  const places = useMemo(() => placesOf(layout, fontSize), [layout, fontSize]);
  const answers = rows.filter(({ content, answers: chosen }) => chosen && content.kind !== "text");
  const [first, last] = [answers[0], answers.at(-1)];
  const frame = frameOf(framed, { answers, places, layout, fontSize });
  return (
    <>
      {rows.map((row) =>
        row.content.kind === "map" ? (
          <MapCanvas key={row.key} row={row} content={row.content} layout={layout} steps={steps} />
        ) : null,
      )}
      <svg className={styles.drawing} width={width} height={height} aria-hidden="true">
        {rows.map((row) => (
          <g key={row.key} data-series={row.series}>
            {row.captions && (
              <text x={x(1) - cell / 2} y={row.top - fontSize * 0.45} fontSize={type} fill="var(--ink-3)">
                <Symbols
                  text={fitting(row.captions, captionSpace(row, layout, size), type)}
                  fontSize={type}
                />
              </text>
            )}
            {row.scale && (
              <ScaleKey
                scale={row.scale}
                right={right + cell / 2}
                y={row.top - fontSize * 0.45}
                fontSize={fontSize}
              />
            )}
            {row.label && (
              <text
                x={labelEnd}
                y={row.top + row.tall / 2 + type * 0.35}
                textAnchor="end"
                fontSize={type}
                fill="var(--ink-3)"
              >
                {row.label}
              </text>
            )}
            {row.name && (
              <text
                x={right + cell / 2 + NAME}
                y={row.top + row.tall / 2 + type * 0.35}
                fontSize={type}
                fontWeight={600}
                fill={colour(row.name.ink)}
              >
                {row.name.text}
              </text>
            )}
            <Row row={row} layout={layout} places={places.get(row.key)} steps={steps} fontSize={fontSize} />
          </g>
        ))}
        {first && last && (
          <rect
            x={frame.left - 1}
            y={first.top - 2}
            width={frame.right - frame.left + 2}
            height={last.top + last.tall - first.top + 4}
            rx={3}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={1.5}
          />
        )}
        {ticks.map((tick) => {
          const text = tick === ticks[0] ? `t = ${formatCount(tick)}` : formatCount(tick);
          return (
            <text
              key={tick}
              x={Math.max(x(tick), textWidth(text, type) / 2)}
              y={bottom + fontSize * 1.25}
              textAnchor="middle"
              fontSize={type}
              fill="var(--ink-3)"
            >
              {text}
            </text>
          );
        })}
      </svg>
    </>
  );
});

/** The places of the cells of each row that has cells, by its key. */
const placesOf = (layout: RowsLayout, fontSize: number): ReadonlyMap<string, readonly PlacedCell[]> =>
  new Map(
    layout.rows.flatMap(({ key, content }) =>
      content.kind === "cells" ? [[key, placeCells(content.cells, layout, fontSize)]] : [],
    ),
  );

/** The left and the right end of the frame around the answers at a time step: around its cells where they have text. */
function frameOf(
  t: number,
  {
    answers,
    places,
    layout: { x, cell },
    fontSize,
  }: {
    readonly answers: readonly PlacedRow[];
    readonly places: ReturnType<typeof placesOf>;
    readonly layout: RowsLayout;
    readonly fontSize: number;
  },
) {
  const cells = answers.flatMap(
    ({ key }) => places.get(key)?.find((one) => one.t === t && one.legible) ?? [],
  );
  if (cells.length > 0)
    return {
      left: Math.min(...cells.map(({ left }) => left)),
      right: Math.max(...cells.map(({ left, width }) => left + width)),
    };
  const half = Math.max(cell, fontSize * 0.5) / 2;
  return { left: x(t) - half, right: x(t) + half };
}

/** A little above the mean width of a character, in em. */
const CHARACTER = 0.53;

/** The first of the captions that fits, or the last. */
const fitting = (captions: readonly string[], available: number, fontSize: number): string =>
  captions.find((caption) => caption.length * CHARACTER * fontSize <= available) ??
  captions[captions.length - 1];
