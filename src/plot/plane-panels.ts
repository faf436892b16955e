import type { Rectangle } from "./heat-layout";
import type { PlotSize } from "./size";

/** A panel of a drawing, with a title above it: its place, and the size of what is drawn in it. */
export type Panel = Rectangle & PlotSize;

/** In a drawing narrower than this many em the panels are stacked. */
const SIDE_BY_SIDE = 38;
/** Height of a title, in em. */
const TITLE = 1.7;
/** Space between panels that are side by side, in em. */
const GAP = 1.4;

/** Returns the places of equal panels, side by side, or one below another in a narrow drawing. */
export function planePanels({ width, height, fontSize }: PlotSize, count: number): readonly Panel[] {
  const isRow = width >= SIDE_BY_SIDE * fontSize;
  const title = TITLE * fontSize;
  const gap = isRow ? GAP * fontSize : 0;
  const wide = isRow ? (width - (count - 1) * gap) / count : width;
  const tall = (isRow ? height : height / count) - title;
  return Array.from({ length: count }, (_, i) => ({
    left: isRow ? i * (wide + gap) : 0,
    top: title + (isRow ? 0 : i * (tall + title)),
    width: wide,
    height: Math.max(1, tall),
    fontSize,
  }));
}
