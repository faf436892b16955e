import { colour, SMALL } from "./look";
import {
  type Cell,
  type Content,
  fittingPieces,
  type PlacedCell,
  type PlacedRow,
  type RowsLayout,
} from "./time-rows-layout";

interface RowProps {
  readonly row: PlacedRow;
  readonly layout: RowsLayout;
  /** The places of its cells, if it has cells. */
  readonly places?: readonly PlacedCell[] | undefined;
  readonly steps: number;
  readonly fontSize: number;
}

/** The content of a row, except for the colours of a map. */
export function Row(props: RowProps) {
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
      x={content.isRightToLeft ? layout.right : layout.x(1) - layout.cell / 2}
      y={row.top + row.tall / 2 + fontSize * 0.35}
      fontSize={fontSize}
      xmlSpace="preserve"
      {...(content.isRightToLeft && { direction: "rtl" })}
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
  const { shares, places, side, read } = content;
  const pixel = row.tall / side;
  const left = layout.x(1) - layout.cell / 2;
  return (
    <>
      <rect x={left} y={row.top} width={row.tall} height={row.tall} fill="var(--sunken)" />
      {Array.from(shares, (share, i) =>
        share > 0 ? (
          <rect
            key={i}
            x={left + (places[i] % side) * pixel}
            y={row.top + Math.floor(places[i] / side) * pixel}
            width={pixel + 0.2}
            height={pixel + 0.2}
            fill="var(--ink)"
            fillOpacity={share * (i < read ? 1 : 0.2)}
          />
        ) : null,
      )}
      <rect
        x={left + (places[read - 1] % side) * pixel}
        y={row.top + Math.floor(places[read - 1] / side) * pixel}
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
