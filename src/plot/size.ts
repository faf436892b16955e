import { type RefObject, useLayoutEffect, useState } from "react";
import { inTurn } from "./in-turn";

/** The size of a plot in CSS pixels, and the type size of its labels in px. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

const same = (one: PlotSize | null, other: PlotSize) =>
  one?.width === other.width && one.height === other.height && one.fontSize === other.fontSize;

/**
 * Measures the element that holds a plot, now and whenever it or the second element changes size.
 * The second one is text: it grows with the root font size even where the plot keeps its room.
 * @returns null until there is something to measure, so that nothing is drawn at a guessed size.
 */
export function usePlotSize(
  plot: RefObject<HTMLElement | null>,
  text: RefObject<HTMLElement | null>,
): PlotSize | null {
  const [size, setSize] = useState<PlotSize | null>(null);
  useLayoutEffect(() => {
    const element = plot.current;
    if (!element) return;
    const measure = () => {
      const next = {
        width: Math.floor(element.clientWidth),
        height: Math.floor(element.clientHeight),
        fontSize: Number.parseFloat(getComputedStyle(element).fontSize) || 13,
      };
      if (next.width > 0 && next.height > 0) setSize((last) => (same(last, next) ? last : next));
    };
    // The first layout of a plot is long: many on a page take one animation frame each.
    let observer: ResizeObserver | undefined;
    const leave = inTurn(() => {
      measure();
      observer = new ResizeObserver(measure);
      observer.observe(element);
      if (text.current) observer.observe(text.current);
    });
    return () => {
      leave();
      observer?.disconnect();
    };
  }, [plot, text]);
  return size;
}
