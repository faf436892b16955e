import { memo, useLayoutEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { formatCount } from "../math/number-format";
import { Symbols } from "./axis-names";
import styles from "./Heat.module.css";
import { heatColours, heatStops } from "./heat-scale";
import { textWidth } from "./label-layout";
import { colour, SMALL } from "./look";
import { usePointing } from "./reader";
import { ScaleKey, scaleKeyWidth } from "./scale-key";
import type { PlotSize } from "./size";
import {
  type Cell,
  fittingPieces,
  NAME,
  type PlacedCell,
  type PlacedRow,
  placeCells,
  type RowContent,
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

type Content<Kind extends RowContent["kind"]> = Extract<RowContent, { kind: Kind }>;

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

interface RowProps {
  readonly row: PlacedRow;
  readonly layout: RowsLayout;
  /** The places of its cells, if it has cells. */
  readonly places?: readonly PlacedCell[] | undefined;
  readonly steps: number;
  readonly fontSize: number;
}

function Row(props: RowProps) {
  const { content } = props.row;
  switch (content.kind) {
    case "cells":
      return <Cells {...props} content={content} />;
    case "shades":
      return <Shades {...props} content={content} />;
    case "bars":
      return <Bars {...props} content={content} />;
    case "text":
      return <Text {...props} content={content} />;
    case "image":
      return <Image {...props} content={content} />;
    case "map":
      return <MapFrame {...props} />;
  }
}

const band = ({ row, layout }: RowProps) => ({
  x: layout.x(1) - layout.cell / 2,
  y: row.top,
  width: layout.right - layout.left,
  height: row.tall,
});

function Cells(props: RowProps & { readonly content: Content<"cells"> }) {
  const { row, layout, places = [], fontSize, content } = props;
  const { cells } = content;
  const middle = row.top + row.tall / 2;
  const gap = layout.cell > 6 ? 1 : 0;
  return (
    <>
      <rect {...band(props)} rx={2} fill="var(--sunken)" />
      <path
        d={`M${layout.x(1) - 0.75} ${middle}H${layout.right + layout.cell / 2}`}
        stroke="var(--axis)"
        strokeWidth={1.5}
        strokeDasharray={`1.5 ${Math.max(1.5, layout.cell - 1.5)}`}
      />
      {places.map(({ t, left, width, legible }) => (
        <CellBox
          key={t}
          cell={cells[t - 1] as Cell}
          box={{ x: left + gap / 2, y: row.top, width: Math.max(1, width - gap), height: row.tall }}
          fontSize={legible ? fontSize * SMALL : 0}
        />
      ))}
    </>
  );
}

/** Text on a colour above this opacity has the colour of the paper. */
const LIGHT_TEXT = 0.88;

function CellBox({
  cell: { text, ink = "--ink", fill, outline },
  box,
  fontSize,
}: {
  readonly cell: Cell;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly fontSize: number;
}) {
  return (
    <>
      <rect {...box} rx={2} fill="var(--plate)" />
      <rect
        {...box}
        x={box.x + 0.5}
        y={box.y + 0.5}
        width={Math.max(0.5, box.width - 1)}
        height={box.height - 1}
        rx={2}
        fill={fill ? colour(fill.colour) : "none"}
        fillOpacity={fill?.opacity}
        stroke={outline ? colour(outline) : "none"}
      />
      {fontSize > 0 && (
        <text
          x={box.x + box.width / 2}
          y={box.y + box.height / 2 + fontSize * 0.35}
          textAnchor="middle"
          fontSize={fontSize}
          fontWeight={600}
          fill={fill && fill.opacity > LIGHT_TEXT ? "var(--on-ink)" : colour(ink)}
        >
          {text}
        </text>
      )}
    </>
  );
}

/** The number of distinct shades; neighbours of the same are drawn as one. */
const SHADES = 48;

/** Runs of equal values: [from, to) and the value. */
function runsOf(values: readonly number[]): { from: number; to: number; value: number }[] {
  const runs: { from: number; to: number; value: number }[] = [];
  for (const [i, value] of values.entries()) {
    const last = runs.at(-1);
    if (last && Object.is(last.value, value)) last.to = i + 1;
    else runs.push({ from: i, to: i + 1, value });
  }
  return runs;
}

function Shades(props: RowProps & { readonly content: Content<"shades"> }) {
  const { row, layout, content } = props;
  const gap = layout.cell > 6 ? 1 : 0;
  const levels = Array.from(content.shares, (share) => Math.round(share * SHADES));
  const runs = gap ? levels.map((value, i) => ({ from: i, to: i + 1, value })) : runsOf(levels);
  return (
    <>
      <rect {...band(props)} rx={2} fill="var(--sunken)" />
      {runs.map(({ from, to, value }) =>
        value > 0 ? (
          <rect
            key={from}
            x={layout.x(from + 1) - layout.cell / 2 + gap / 2}
            y={row.top}
            width={(to - from) * layout.cell - gap}
            height={row.tall}
            fill={colour(content.colour)}
            fillOpacity={value / SHADES}
          />
        ) : null,
      )}
    </>
  );
}

function Bars(props: RowProps & { readonly content: Content<"bars"> }) {
  const { row, layout, content } = props;
  const { shares, strong } = content;
  const wide = Math.max(1, layout.cell - (layout.cell > 4 ? 1 : 0));
  const path = (isStrong: boolean) =>
    Array.from(shares, (share, i) => {
      if (!(share >= 0) || (strong?.has(i + 1) ?? true) !== isStrong) return "";
      const tall = Math.max(0.75, Math.min(1, share) * row.tall);
      return `M${layout.x(i + 1) - wide / 2} ${row.top + row.tall}v${-tall}h${wide}v${tall}z`;
    }).join("");
  return (
    <>
      <rect {...band(props)} rx={2} fill="var(--sunken)" />
      {Array.from(strong ?? [], (t) => (
        <rect
          key={t}
          {...band(props)}
          x={layout.x(t) - wide / 2}
          width={wide}
          fill="var(--ink)"
          fillOpacity={0.16}
        />
      ))}
      <path d={path(false)} fill="var(--axis)" />
      <path d={path(true)} fill={colour(content.colour)} />
    </>
  );
}

function Text({ row, layout, fontSize, content }: RowProps & { readonly content: Content<"text"> }) {
  const pieces = fittingPieces(content.pieces, fontSize, layout.right - layout.left);
  return (
    <text
      x={layout.x(1) - layout.cell / 2}
      y={row.top + row.tall / 2 + fontSize * 0.35}
      fontSize={fontSize}
      xmlSpace="preserve"
    >
      {pieces.map(({ text, ink = "--ink-2", bold }, i) => (
        <tspan key={i} fontWeight={bold ? 600 : 400} fill={colour(ink)}>
          {i > 0 && " "}
          {i === pieces.length - 1 ? text.replace(/,$/, "") : text}
        </tspan>
      ))}
    </text>
  );
}

function Image({ row, layout, content }: RowProps & { readonly content: Content<"image"> }) {
  const { shares, side, read } = content;
  const pixel = row.tall / side;
  const left = layout.x(1) - layout.cell / 2;
  return (
    <>
      <rect x={left} y={row.top} width={row.tall} height={row.tall} fill="var(--sunken)" />
      {Array.from(shares, (share, i) =>
        share > 0 ? (
          <rect
            key={i}
            x={left + (i % side) * pixel}
            y={row.top + Math.floor(i / side) * pixel}
            width={pixel + 0.2}
            height={pixel + 0.2}
            fill="var(--ink)"
            fillOpacity={share * (i < read ? 1 : 0.2)}
          />
        ) : null,
      )}
      <rect
        x={left + ((read - 1) % side) * pixel}
        y={row.top + Math.floor((read - 1) / side) * pixel}
        width={pixel}
        height={pixel}
        fill="none"
        stroke="var(--focus)"
        strokeWidth={1.5}
      />
    </>
  );
}

function MapFrame(props: RowProps) {
  return <rect {...band(props)} fill="none" stroke="var(--axis)" strokeOpacity={0.5} />;
}

/** The colours of a map, with one pixel per value. */
function MapCanvas({
  row,
  content,
  layout,
  steps,
}: {
  readonly row: PlacedRow;
  readonly content: Content<"map">;
  readonly layout: RowsLayout;
  readonly steps: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { values, rows, range, stops } = content;
  const [low, high] = range;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    const pixels = mapPixels(values, {
      rows,
      steps,
      range: [low, high],
      colours: heatColours(heatStops(stops)),
    });
    context?.putImageData(new ImageData(pixels, steps, rows), 0, 0);
  }, [values, rows, steps, low, high, stops]);
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      width={steps}
      height={rows}
      style={{
        left: layout.x(1) - layout.cell / 2,
        top: row.top,
        width: layout.right - layout.left,
        height: row.tall,
      }}
    />
  );
}

interface MapPicture {
  readonly rows: number;
  readonly steps: number;
  readonly range: readonly [number, number];
  /** Four bytes per colour. */
  readonly colours: Uint8ClampedArray;
}

/** Draws values [T, rows] as `steps` × `rows` pixels, the first row at the top; what is not finite is transparent. */
export function mapPixels(
  values: ArrayLike<number>,
  { rows, steps, range: [low, high], colours }: MapPicture,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * steps * rows);
  const count = colours.length / 4;
  for (let t = 0; t < steps; t++) {
    for (let row = 0; row < rows; row++) {
      const value = values[t * rows + row];
      if (!Number.isFinite(value)) continue;
      const share = high > low ? (value - low) / (high - low) : 0.5;
      const at = 4 * Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
      pixels.set(colours.subarray(at, at + 4), 4 * (row * steps + t));
    }
  }
  return pixels;
}
