import { Symbols } from "./axis-names";
import { SMALL } from "./look";
import { type Block, fitted, type UnrolledData, type UnrolledNetwork } from "./unrolled-layout";
import { Arrow, CellBox, Dots, GradientArrow, StateBox } from "./unrolled-parts";
import { type GradientScale, widthShare } from "./unrolled-scales";

/** The time steps of an unrolled network, and what is between them. */

/** All that the parts of one network's drawing share. */
export interface NetworkDrawing {
  readonly network: UnrolledNetwork;
  readonly data: UnrolledData;
  readonly block: Block;
  readonly scale: GradientScale;
  /** Modulus with the strongest colour. */
  readonly largest: number;
  readonly fontSize: number;
}

/** Distance of an arrow from what it points to, in em. */
const SPACE = 0.13;
/** Length of an arrow beside dots, in em. */
const BESIDE_DOTS = 1.35;
/** Opacity of what has not been reached. */
const NOT_REACHED = { forward: 0.28, backward: 0.45 } as const;

const opacityOf = (isReached: boolean, { direction }: UnrolledData) =>
  isReached ? 1 : NOT_REACHED[direction];

/** Input, state, answer and target of one time step, and the arrows V and U. */
export function Column({ drawing, t, x }: { drawing: NetworkDrawing; t: number; x: number }) {
  const { network, data, block, fontSize } = drawing;
  const { inputs, targets, at, direction } = data;
  const { box, cell } = block;
  const small = fontSize * SMALL;
  const isReached = direction === "backward" ? t >= at : t <= at;
  const answers = network.answers?.[t - 1];
  const target = targets?.[t - 1];
  const { below, above } = arrowEnds(block, fontSize);
  const text = { textAnchor: "middle", fontSize: small } as const;
  return (
    <g>
      <g opacity={opacityOf(isReached, data)}>
        <StateBox {...drawing} t={t} x={x} />
        {t === 0 && (
          <text x={x} y={box.bottom + fontSize} fill="var(--ink-3)" {...text}>
            <Symbols text="h_0 = 0" fontSize={small} />
          </text>
        )}
        {t > 0 && (
          <>
            <Arrow from={[x, below[0]]} to={[x, below[1]]} fontSize={fontSize} />
            {(direction === "forward" || t < inputs.length) && (
              <Arrow from={[x, above[0]]} to={[x, above[1]]} fontSize={fontSize} />
            )}
            <CellBox x={x} y={block.input} cell={cell} value={inputs[t - 1]} fontSize={fontSize} />
            <CellBox
              x={x}
              y={block.answer}
              cell={cell}
              value={answers ?? { text: "" }}
              look={network.look}
              fontSize={fontSize}
            />
          </>
        )}
        {target && (
          <text x={x} y={block.target + small * 0.35} fill="var(--ink-2)" {...text}>
            {fitted(target.text, small, cell.width)}
          </text>
        )}
      </g>
      <text
        x={x}
        y={block.time + small * 0.35}
        fill={t === at ? "var(--ink)" : "var(--ink-3)"}
        fontWeight={t === at ? 600 : 400}
        {...text}
      >
        {t === 0 && block.margin === 0 ? "t = 0" : t}
      </text>
    </g>
  );
}

/** Start and end of the arrows V, below the box of a state, and U, above it: their heights. */
function arrowEnds({ box, cell, input, answer }: Block, fontSize: number) {
  const space = SPACE * fontSize;
  return {
    below: [input - cell.height / 2 - space, box.bottom + space],
    above: [box.top - space, answer + cell.height / 2 + space],
  } as const;
}

/** What is between the columns k and k + 1: the arrow W, or backward that of the gradient. */
export function Between({
  drawing,
  times,
  k,
}: {
  drawing: NetworkDrawing;
  times: readonly number[];
  k: number;
}) {
  const { network, data, block, scale, fontSize } = drawing;
  const { columns, box } = block;
  const [from, to] = [times[k], times[k + 1]];
  const y = (box.top + box.bottom) / 2;
  const aside = box.width / 2 + SPACE * fontSize;
  const [left, right] = [columns[k] + aside, columns[k + 1] - aside];
  const { gradients, look } = network;
  const isBackward = data.direction === "backward";
  const isReached = isBackward ? data.at <= from : data.at >= to;
  const isGap = to > from + 1;
  const length = isGap ? Math.min(BESIDE_DOTS * fontSize, (right - left) * 0.55) : right - left;
  return (
    <g opacity={opacityOf(isReached, data)}>
      {isBackward && isReached && gradients ? (
        <>
          {isGap && <Dots from={[left + length, y]} to={[right, y]} fontSize={fontSize} />}
          <GradientArrow
            from={[left + length, y]}
            to={[left, y]}
            share={widthShare(gradients[from], scale)}
            ink={look.mark}
            fontSize={fontSize}
          />
        </>
      ) : (
        <>
          {isGap && <Dots from={[left, y]} to={[right - length, y]} fontSize={fontSize} />}
          <Arrow from={[right - length, y]} to={[right, y]} fontSize={fontSize} />
        </>
      )}
    </g>
  );
}

/** The arrow of the gradient from the loss of the last answer to the last state. */
export function FromLoss({ drawing }: { drawing: NetworkDrawing }) {
  const { network, data, block, scale, fontSize } = drawing;
  const { gradients, look } = network;
  if (!gradients) return null;
  const x = block.columns[block.columns.length - 1];
  const [to, from] = arrowEnds(block, fontSize).above;
  return (
    <>
      <GradientArrow
        from={[x, from]}
        to={[x, to]}
        share={widthShare(gradients[data.inputs.length], scale)}
        ink={look.mark}
        fontSize={fontSize}
      />
      <ArrowName name="L_T" x={x - 0.8 * fontSize} y={(from + to) / 2} anchor="end" fontSize={fontSize} />
    </>
  );
}

/** The names of the arrows W, V and U, at the first of each. */
export function ArrowNames({ block, fontSize }: { block: Block; fontSize: number }) {
  const [first, second] = block.columns;
  const { below, above } = arrowEnds(block, fontSize);
  const beside = second + 0.45 * fontSize;
  const middle = (block.box.top + block.box.bottom) / 2;
  return (
    <>
      <ArrowName name="V" x={beside} y={(below[0] + below[1]) / 2} anchor="start" fontSize={fontSize} />
      <ArrowName name="U" x={beside} y={(above[0] + above[1]) / 2} anchor="start" fontSize={fontSize} />
      <ArrowName
        name="W"
        x={(first + second) / 2}
        y={middle - fontSize}
        anchor="middle"
        fontSize={fontSize}
      />
    </>
  );
}

interface ArrowNameProps {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly fontSize: number;
}

const ArrowName = ({ name, x, y, anchor, fontSize }: ArrowNameProps) => (
  <text
    x={x}
    y={y + fontSize * 0.35}
    textAnchor={anchor}
    fontSize={fontSize}
    fontWeight={600}
    fill="var(--ink-2)"
  >
    <Symbols text={name} fontSize={fontSize} />
  </text>
);
