import { textWidth } from "./label-layout";
import { wordsAt } from "./labels";
import { colour, dashes, type Look, REFERENCE, SMALL } from "./look";
import type { Mark } from "./mark";
import { placed, type Scales } from "./scales";

interface RuleOptions {
  readonly key: string;
  readonly look?: Look;
  /** Where it crosses one of the axes. */
  readonly at: { readonly x: number } | { readonly y: number };
  readonly name?: {
    readonly text: string;
    /** In the row above the plot, in the margin at its right, or beside its upper end. */
    readonly at: "legend" | "edge" | "top";
  };
}

/** A straight line across the plot at one value, dotted unless its look says otherwise. */
export function rule({ key, look = REFERENCE, at, name }: RuleOptions): Mark {
  const level = "y" in at;
  const height = (scales: Scales) => (level ? placed({ x: 0, y: at.y }, scales).y : 0);
  return {
    key,
    beneath: true,
    draw: (scales) => (
      <path
        d={
          level
            ? `M${scales.left} ${height(scales)}H${scales.right}`
            : `M${scales.x(at.x)} ${scales.top}V${scales.bottom}`
        }
        fill="none"
        stroke={colour(look.mark)}
        strokeWidth={1.2}
        strokeDasharray={dashes(look, 2)}
      />
    ),
    covers(scales) {
      if (!level) return {};
      const y = height(scales);
      return {
        lines: [
          [
            { x: scales.left, y },
            { x: scales.right, y },
          ],
        ],
      };
    },
    words(scales) {
      if (level || name?.at !== "top") return [];
      const x = scales.x(at.x);
      const isRoom = x + 6 + textWidth(name.text, scales.fontSize) < scales.right;
      const point = { x: isRoom ? x + 6 : x - 6, y: scales.top + scales.fontSize * 0.7 };
      return [
        wordsAt(name.text, point, scales.fontSize, {
          ink: look.ink,
          anchor: isRoom ? "start" : "end",
          size: SMALL,
        }),
      ];
    },
    ...(name?.at === "legend" && { legend: { name: name.text, sample: "dotted" as const } }),
    ...(name?.at === "edge" &&
      level && {
        edge: { text: name.text, ink: look.ink, at: { x: Number.POSITIVE_INFINITY, y: at.y }, from: at.y },
      }),
  };
}
