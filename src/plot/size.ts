import { type RefObject, useLayoutEffect, useState } from "react";
import { queueForFrame } from "./frame-queue";
import { isOnPaper, onPaperChange } from "./paper";

/** The size of a plot in CSS pixels, and the type size of its labels in px. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

const same = (one: PlotSize | null, other: PlotSize) =>
  one?.width === other.width && one.height === other.height && one.fontSize === other.fontSize;

/**
 * Measures the element that holds a plot, at first and whenever it or the second element changes size. The second one is
 * text, which grows with the root font size even if the plot keeps its size.
 * @returns null until the element has a size, so that nothing is drawn at a guessed one
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
    // A browser that prints waits for no animation frame.
    if (isOnPaper()) measure();
    const ignorePaper = onPaperChange(measure);
    // The first layout of a plot is slow, so each plot on the page takes an animation frame of its own.
    let observer: ResizeObserver | undefined;
    const cancel = queueForFrame(() => {
      measure();
      observer = new ResizeObserver(measure);
      observer.observe(element);
      if (text.current) observer.observe(text.current);
    });
    return () => {
      ignorePaper();
      cancel();
      observer?.disconnect();
    };
  }, [plot, text]);
  return size;
}
