import { colour, DISC, type Look, SMALL } from "./look";
import { type Answer, type Block, type Cell, fitted, type UnrolledNetwork } from "./unrolled-layout";
import { stateColour, unitState } from "./unrolled-scales";

/** The parts of an unrolled network: states, cells and arrows. */

type Position = readonly [number, number];

interface ArrowProps {
  readonly from: Position;
  readonly to: Position;
  readonly fontSize: number;
}

/** A thin arrow, across or along. */
export function Arrow({ from, to, fontSize }: ArrowProps) {
  const at = alongArrow(from, to);
  const length = distance(from, to);
  const [back, wing] = [length - 0.38 * fontSize, 0.27 * fontSize];
  return (
    <path
      d={`M${at(0)}L${at(length)}M${at(back, -wing)}L${at(length)}L${at(back, wing)}`}
      fill="none"
      stroke="var(--ink-2)"
      strokeWidth={Math.max(1, fontSize * 0.085)}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}

interface GradientArrowProps extends ArrowProps {
  /** Its width, from 0 to 1; null for a norm below the scale, which is dashed. */
  readonly share: number | null;
  /** CSS variable with its colour. */
  readonly ink: string;
}

/** The arrow of a gradient: a shaft as wide as the logarithm of its norm, and a head. */
export function GradientArrow({ from, to, share, ink, fontSize }: GradientArrowProps) {
  const at = alongArrow(from, to);
  const length = distance(from, to);
  const head = Math.min(0.75 * fontSize, length * 0.5);
  const neck = length - head;
  if (share === null) {
    const thin = { fill: "none", stroke: colour(ink), strokeWidth: Math.max(1, fontSize * 0.06) };
    const dash = 0.18 * fontSize;
    return (
      <>
        <path d={`M${at(0)}L${at(length)}`} strokeDasharray={`${dash} ${dash}`} {...thin} />
        <path
          d={`M${at(neck + head / 2, -head * 0.3)}L${at(length)}L${at(neck + head / 2, head * 0.3)}`}
          {...thin}
        />
      </>
    );
  }
  const half = shaftWidth(share, fontSize) / 2;
  const wing = Math.max(1.7 * half, 0.24 * fontSize);
  return (
    <path
      d={`M${at(0, half)}L${at(neck, half)}L${at(neck, wing)}L${at(length)}L${at(neck, -wing)}L${at(neck, -half)}L${at(0, -half)}Z`}
      fill={colour(ink)}
    />
  );
}

/** Three dots in the middle of a stretch that stands for time steps left out. */
export function Dots({ from, to, fontSize }: ArrowProps) {
  const at = alongArrow(from, to);
  const length = distance(from, to);
  const apart = Math.min(0.42 * fontSize, length / 4);
  const radius = 0.11 * fontSize;
  return [-1, 0, 1].map((k) => (
    <path key={k} d={DISC(...at(length / 2 + k * apart), radius)} fill="var(--ink-2)" />
  ));
}

const distance = ([ax, ay]: Position, [bx, by]: Position) => Math.hypot(bx - ax, by - ay);

/** Returns the function that finds the point so far along an arrow and so far aside of it, in px. */
function alongArrow(from: Position, to: Position) {
  const length = distance(from, to) || 1;
  const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  return (along: number, aside = 0): [number, number] => [
    from[0] + dx * along - dy * aside,
    from[1] + dy * along + dx * aside,
  ];
}

/** Width of the shaft of an arrow in px. */
const shaftWidth = (share: number, fontSize: number) => 1 + share * (0.72 * fontSize - 1);

/** h_t: a box with a dot per unit, of complex units with a hand in the direction of the phase. */
export function StateBox({
  network,
  block: { box, dots, radius, units },
  t,
  x,
  largest,
  fontSize,
}: {
  readonly network: UnrolledNetwork;
  readonly block: Block;
  readonly t: number;
  readonly x: number;
  readonly largest: number;
  readonly fontSize: number;
}) {
  return (
    <>
      <rect
        x={x - box.width / 2}
        y={box.top}
        width={box.width}
        height={box.bottom - box.top}
        rx={0.5 * fontSize}
        fill="var(--plate)"
        stroke="var(--axis)"
      />
      {units.map((unit, k) => {
        const { re, im } = unitState(network, t, unit);
        const share = (network.complex ? Math.hypot(re, im) : re) / largest;
        const hand = (0.9 * radius) / (Math.hypot(re, im) || 1);
        return (
          <g key={unit}>
            <circle
              cx={x}
              cy={dots[k]}
              r={radius}
              stroke="var(--axis)"
              style={{ fill: stateColour(share) }}
            />
            {network.complex && share > 0 && (
              <path d={`M${x} ${dots[k]}l${re * hand} ${-im * hand}`} stroke="var(--ink)" strokeWidth={1.2} />
            )}
          </g>
        );
      })}
    </>
  );
}

/** Per cent of the network's colour in an answer with probability 1: its letter stays legible in both themes. */
const FULL = 60;

/** An input, or an answer: filled with its probability if it is right, hollow if it is wrong. */
export function CellBox({
  x,
  y,
  cell: { width, height },
  value,
  look,
  fontSize,
}: {
  readonly x: number;
  readonly y: number;
  readonly cell: Block["cell"];
  readonly value: Cell | Answer;
  /** Of an answer. */
  readonly look?: Look;
  readonly fontSize: number;
}) {
  const small = fontSize * SMALL;
  const { probability = null, right = null } = "right" in value ? value : {};
  const strength = right ? (probability ?? 1) : 0;
  const ink = look && right !== null ? colour(look.mark) : "var(--axis)";
  return (
    <>
      <rect
        x={x - width / 2}
        y={y - height / 2}
        width={width}
        height={height}
        rx={0.3 * fontSize}
        stroke={ink}
        strokeWidth={look && right !== null ? Math.max(1.2, fontSize * 0.1) : 1}
        style={{ fill: `color-mix(in oklab, ${ink} ${(FULL * strength).toFixed(1)}%, var(--plate))` }}
      />
      <text
        x={x}
        y={y + small * 0.35}
        textAnchor="middle"
        fontSize={small}
        fontWeight={600}
        fill="var(--ink)"
      >
        {fitted(value.text, small, width - 0.15 * fontSize)}
      </text>
    </>
  );
}
