import type { PictureLabel } from "../../export/picture-source";
import type { LaneKey } from "../../lanes";
import type { Matrix } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import { linearTicks } from "../../plot/axis";
import { Figure } from "../../plot/figure";
import { wordsAt } from "../../plot/labels";
import { line } from "../../plot/line";
import { colour, type Look, REFERENCE } from "../../plot/look";
import type { Mark } from "../../plot/mark";
import { Plane } from "../../plot/plane";
import { points } from "../../plot/points";
import { naming, SentenceText } from "../../plot/sentence";
import { arrow, circle } from "../../plot/shapes";
import { isFiniteMatrix } from "../../training/counterexample";
import { imageOfCircle, partsWithin, type Vector2 } from "./ellipse";
import { RULE_LOOKS, RULE_NAMES } from "./rule-looks";
import { length, times } from "./vectors";

export interface CircleChartProps {
  readonly run: PictureLabel;
  readonly lane: LaneKey;
  /** 2×2. */
  readonly u: Matrix;
  readonly v: readonly number[];
  /** Whether the rule does not move U. */
  readonly still: boolean;
}

/** Radius of the rim in units of ‖v‖. Points beyond it are arrows on it, so that the circle keeps its size. */
const RIM = 1.5;
const [OUTER, INNER] = [1.04, 0.94];

/** The image of the circle through v under U: v is on the circle and Uv on the image. */
export function CircleChart({ run, lane, u, v, still }: CircleChartProps) {
  const uv = times(u, v);
  const size0 = length(v);
  const numbers = (x: readonly number[]) => x.map((entry) => formatNumber(entry)).join(",\u00a0");
  return (
    <Figure
      name="Image of the circle"
      square
      summary={
        <SentenceText
          sentence={[
            naming(RULE_NAMES[lane], RULE_LOOKS[lane]),
            `: v = [${numbers(v)}] of length ${formatNumber(size0)} goes to Uv = [${numbers(uv)}] of length ${formatNumber(length(uv))}.${
              still ? " A = 0: U does not move." : ""
            }`,
          ]}
        />
      }
      // One step alone is drawn, which the sentence names.
      run={{ ...run, legend: false }}
      table={{
        columns: ["vector", "x", "y", "length"],
        rows: [
          ["v", ...v, size0],
          ["Uv", ...uv, length(uv)],
        ],
      }}
    >
      {(size) => (
        <Plane
          size={size}
          radius={RIM * OUTER * size0}
          axes={["x", "y"]}
          ticks={linearTicks([0, RIM * OUTER * size0 * 0.92], 3).filter((tick) => tick > 0)}
          marks={[
            circle("‖v‖", size0),
            vector("v", v, { ...REFERENCE, dash: undefined, weight: 0.9 }),
            ...(isFiniteMatrix(u) ? imageMarks(u, v, RULE_LOOKS[lane]) : []),
          ]}
        />
      )}
    </Figure>
  );
}

const vector = (name: string, [x, y]: readonly number[], look: Look, text = name): Mark =>
  arrow({ key: name, from: { x: 0, y: 0 }, to: { x, y }, look, width: 1.8, name: text });

/** Returns the ellipse and Uv, up to the rim. */
function imageMarks(u: Matrix, v: readonly number[], look: Look): readonly Mark[] {
  const rim = RIM * length(v);
  const ellipse = imageOfCircle(u, length(v));
  const uv = times(u, v);
  const reach = length(uv);
  const solid: Look = { ...look, mark: look.ink, dash: undefined };
  // Lengths are written where they cover neither v nor each other.
  const turn = v[0] * uv[1] < v[1] * uv[0] ? -0.2 : 0.2;
  const side = Math.sign(uv[0] * ellipse.direction[0] + uv[1] * ellipse.direction[1]) || 1;
  const axis: Vector2 = [-side * ellipse.direction[0], -side * ellipse.direction[1]];
  const parts = partsWithin(ellipse, rim).flatMap((part) => [
    ...part.map(([x, y]) => ({ x, y })),
    { x: Number.NaN, y: Number.NaN },
  ]);
  const beyond =
    ellipse.longer > rim
      ? [
          circle("rim", rim, { dash: "1 3", width: 1 }),
          rimArrow("longer", rim, axis, solid, 0.2, formatNumber(ellipse.longer)),
          rimArrow("longer, opposite", rim, [-axis[0], -axis[1]], solid),
        ]
      : [];
  const image =
    reach > rim
      ? [
          line({
            key: "Uv",
            look: solid,
            points: [
              { x: 0, y: 0 },
              { x: (uv[0] / reach) * rim, y: (uv[1] / reach) * rim },
            ],
            width: 1.8,
          }),
          rimArrow(
            "Uv, arrow",
            rim,
            [uv[0] / reach, uv[1] / reach],
            solid,
            turn,
            `Uv ${formatNumber(reach)}`,
          ),
        ]
      : [
          vector("Uv", uv, solid),
          points({ key: "Uv, mark", look, points: [{ x: uv[0], y: uv[1] }], r: 0.38, outline: 2 }),
        ];
  return [line({ key: "image", look, points: parts, width: 1.6 }), ...beyond, ...image];
}

/** Returns an arrow on the rim towards a point beyond it, with its distance from 0 as `text`, turned by `turn` radians. */
function rimArrow(key: string, rim: number, towards: Vector2, look: Look, turn = 0, text?: string): Mark {
  const at = (reach: number, by: number) => {
    const angle = Math.atan2(towards[1], towards[0]) + by;
    return { x: reach * rim * Math.cos(angle), y: reach * rim * Math.sin(angle) };
  };
  return {
    key,
    draw(scales) {
      const corners = [at(OUTER, 0), at(INNER, 0.06), at(INNER, -0.06)];
      const path = corners.map(({ x, y }) => `${scales.x(x)} ${scales.y(y)}`).join("L");
      return <path d={`M${path}Z`} fill={colour(look.mark)} />;
    },
    words(scales) {
      if (!text) return [];
      const { x, y } = at(0.74, turn);
      const place = { x: scales.x(x), y: scales.y(y) };
      return [
        wordsAt(text, place, scales.fontSize, { ink: look.ink, anchor: "middle", size: 1, bold: true }),
      ];
    },
  };
}
