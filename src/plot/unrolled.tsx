import { memo } from "react";
import { formatNumber } from "../math/number-format";
import { Symbols } from "./axis-names";
import { colour, SMALL } from "./look";
import type { PlotSize } from "./size";
import { StateKey, WidthKey } from "./unrolled-keys";
import { type Block, fitted, type UnrolledData, unrolledLayout } from "./unrolled-layout";
import { gradientScale, largestState } from "./unrolled-scales";
import { ArrowNames, Between, Column, FromLoss, type NetworkDrawing } from "./unrolled-steps";

interface UnrolledProps extends UnrolledData {
  readonly size: PlotSize;
}

/**
 * One or two networks, unrolled over the first and the last time steps of a sequence: x_t → V → h_t → U → y_t, with W
 * from each state to the next. Forward, the time steps up to `at` are in full ink; backward, an arrow into each h_t
 * from T down to `at` is as wide as log₁₀ ‖∂L_T/∂h_t‖.
 */
export const Unrolled = memo(function Unrolled({ size, ...data }: UnrolledProps) {
  const { times, blocks, widths } = unrolledLayout(size, data);
  const scale = gradientScale(data.networks, data.decades);
  const { fontSize } = size;
  return (
    <svg width={size.width} height={size.height} aria-hidden="true">
      {data.networks.map((network, i) => {
        const drawing = { network, data, block: blocks[i], scale, largest: largestState(network), fontSize };
        return <NetworkBlock key={network.key} drawing={drawing} times={times} />;
      })}
      {data.direction === "backward" && <WidthKey y={widths} scale={scale} size={size} />}
    </svg>
  );
});

function NetworkBlock({ drawing, times }: { drawing: NetworkDrawing; times: readonly number[] }) {
  const { data, block, fontSize } = drawing;
  return (
    <g>
      <Reached drawing={drawing} x={block.columns[times.indexOf(data.at)]} />
      <Title drawing={drawing} />
      <RowNames block={block} hasTargets={data.targets !== null} fontSize={fontSize} />
      {times.map((t, k) => (
        <Column key={k} drawing={drawing} t={t} x={block.columns[k]} />
      ))}
      {times.slice(1).map((_, k) => (
        <Between key={k} drawing={drawing} times={times} k={k} />
      ))}
      {data.direction === "backward" && <FromLoss drawing={drawing} />}
      <ArrowNames block={block} fontSize={fontSize} />
      <StateKey drawing={drawing} />
    </g>
  );
}

/** The ground of the column of the time step reached. */
function Reached({ drawing: { data, block, fontSize }, x }: { drawing: NetworkDrawing; x: number }) {
  const upmost = data.targets ? block.target - 0.7 * fontSize : block.answer - block.cell.height / 2;
  const [top, bottom] = [upmost - 0.25 * fontSize, block.time + 0.75 * fontSize];
  const width = block.pitch - 0.2 * fontSize;
  return (
    <rect
      x={x - width / 2}
      y={top}
      width={width}
      height={bottom - top}
      rx={0.5 * fontSize}
      fill="var(--sunken)"
    />
  );
}

/** The network's name and activation, and at the right, backward, the norm of the gradient that arrives at h_t. */
function Title({ drawing: { network, data, block, fontSize } }: { drawing: NetworkDrawing }) {
  const { name, look, activation, gradients } = network;
  const y = block.title + fontSize * 0.35;
  const small = fontSize * SMALL;
  return (
    <>
      <text x={block.left} y={y} fontSize={fontSize} fontWeight={600} fill={colour(look.ink)}>
        {fitted(name, fontSize, block.width * 0.4)}
        <tspan dx={fontSize * 0.8} fontSize={small} fontWeight={400} fill="var(--ink-2)">
          σ = {activation}
        </tspan>
      </text>
      {data.direction === "backward" && gradients && (
        <text x={block.left + block.width} y={y} textAnchor="end" fontSize={small} fill="var(--ink-2)">
          <Symbols text="‖∂L_T/∂h_t‖" fontSize={small} />
          {" = "}
          <tspan fontWeight={600} fill={colour(look.ink)}>
            {formatNumber(gradients[data.at])}
          </tspan>
        </text>
      )}
    </>
  );
}

/** The names of the rows, in the margin or, without one, as symbols in the column of h_0. */
function RowNames({ block, hasTargets, fontSize }: { block: Block; hasTargets: boolean; fontSize: number }) {
  const small = fontSize * SMALL;
  const { margin, left, columns } = block;
  const isNamed = margin > 0;
  const name = (y: number, text: string) => (
    <text
      x={isNamed ? left + margin - 0.2 * fontSize : columns[0]}
      y={y + small * 0.35}
      textAnchor={isNamed ? "end" : "middle"}
      fontSize={small}
      fill="var(--ink-3)"
    >
      <Symbols text={text} fontSize={small} />
    </text>
  );
  return (
    <>
      {hasTargets && name(block.target, "target")}
      {name(block.answer, isNamed ? "answer y_t" : "y_t")}
      {isNamed && name((block.box.top + block.box.bottom) / 2, "state h_t")}
      {name(block.input, isNamed ? "input x_t" : "x_t")}
      {isNamed && name(block.time, "time step t")}
    </>
  );
}
