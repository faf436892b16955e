import { textWidth } from "./label-layout";
import { wordsAt } from "./labels";
import { colour, dashes, type Look, lineWidth } from "./look";
import type { Mark } from "./mark";
import { firstClear, type Obstacles, type Place, placeOf } from "./places";
import type { Point } from "./scales";

/** Further marks: notes, circles, arrows. */

interface NoteOptions {
  readonly key: string;
  readonly text: string;
  /** In values. */
  readonly at: Point;
  /** Offset from there, in em. */
  readonly offset?: readonly [number, number];
  readonly anchor?: Place["anchor"];
  readonly ink?: string;
  readonly size?: number;
  readonly bold?: boolean;
}

/** Words at a point. */
export const note = ({ key, text, at, offset: [dx, dy] = [0, 0], size = 1, ...rest }: NoteOptions): Mark => ({
  key,
  draw: () => null,
  words: (scales) => [
    wordsAt(
      text,
      { x: scales.x(at.x) + dx * scales.fontSize, y: scales.y(at.y) + dy * scales.fontSize },
      scales.fontSize,
      { size, ...rest },
    ),
  ],
});

/** A circle about the origin of a plane. */
export const circle = (
  key: string,
  radius: number,
  { stroke = "--axis", dash, width = 1.2 }: { stroke?: string; dash?: string; width?: number } = {},
): Mark => ({
  key,
  draw: (scales) => (
    <circle
      cx={scales.x(0)}
      cy={scales.y(0)}
      r={scales.x(radius) - scales.x(0)}
      fill="none"
      stroke={colour(stroke)}
      strokeWidth={width}
      strokeDasharray={dash}
    />
  ),
});

interface ArrowOptions {
  readonly key: string;
  readonly from: Point;
  readonly to: Point;
  readonly look: Look;
  /** Width in px; that of the look if absent. */
  readonly width?: number;
  /** Name just beyond the tip, or beside it if other words are there. */
  readonly name?: string;
}

/** Directions to try for the name of an arrow, from that of the arrow, in radians. */
const ASIDE = [0, 0.6, -0.6, 1.2, -1.2];

/** An arrow from one point to another. */
export const arrow = ({ key, from, to, look, width, name }: ArrowOptions): Mark => ({
  key,
  draw(scales) {
    const [ax, ay, bx, by] = [scales.x(from.x), scales.y(from.y), scales.x(to.x), scales.y(to.y)];
    const length = Math.hypot(bx - ax, by - ay);
    if (!(length > 0.5)) return null;
    const thick = width ?? lineWidth(look, scales.fontSize);
    const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
    const head = Math.min(4 * thick, length * 0.6);
    const [x, y] = [bx - dx * head, by - dy * head];
    const half = head * 0.45;
    return (
      <>
        <path
          d={`M${ax} ${ay}L${x} ${y}`}
          stroke={colour(look.mark)}
          strokeWidth={thick}
          strokeDasharray={dashes(look, thick)}
        />
        <path
          d={`M${bx} ${by}L${x - dy * half} ${y + dx * half}L${x + dy * half} ${y - dx * half}Z`}
          fill={colour(look.mark)}
        />
      </>
    );
  },
  words(scales) {
    if (!name) return [];
    const [x, y] = [scales.x(to.x), scales.y(to.y)];
    const { fontSize } = scales;
    const angle = Math.atan2(y - scales.y(from.y), x - scales.x(from.x));
    const places = ASIDE.map((turn) => {
      const [dx, dy] = [Math.cos(angle + turn), Math.sin(angle + turn)];
      const away = 0.6 * fontSize + (Math.abs(dx) * textWidth(name, fontSize) + Math.abs(dy) * fontSize) / 2;
      return placeOf(name, x + dx * away, y + dy * away, "middle", fontSize);
    });
    // The tip may be on a line, which then is no reason to move the name.
    const place = ({ boxes }: Obstacles) => firstClear(places, { lines: [], boxes });
    return [{ text: name, ink: look.ink, bold: true, place }];
  },
});
