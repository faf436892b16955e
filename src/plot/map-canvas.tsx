import { useLayoutEffect, useRef } from "react";
import styles from "./Heat.module.css";
import { heatColours, heatStops } from "./heat-scale";
import type { Content, PlacedRow, RowsLayout } from "./time-rows-layout";

/** The colours of a map, with one pixel per value. */
export function MapCanvas({
  row,
  content,
  layout,
  steps,
}: {
  readonly row: PlacedRow;
  readonly content: Content<"map">;
  readonly layout: RowsLayout;
  readonly steps: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { values, rows, range, stops } = content;
  const [low, high] = range;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    const pixels = mapPixels(values, {
      rows,
      steps,
      range: [low, high],
      colours: heatColours(heatStops(stops, canvas.current)),
    });
    context?.putImageData(new ImageData(pixels, steps, rows), 0, 0);
  }, [values, rows, steps, low, high, stops]);
  return (
    <canvas
      ref={canvas}
      className={styles.canvas}
      width={steps}
      height={rows}
      style={{
        left: layout.x(1) - layout.cell / 2,
        top: row.top,
        width: layout.right - layout.left,
        height: row.tall,
      }}
    />
  );
}

interface MapPicture {
  readonly rows: number;
  readonly steps: number;
  readonly range: readonly [number, number];
  /** Four bytes per colour. */
  readonly colours: Uint8ClampedArray;
}

/** Draws values [T, rows] as `steps` × `rows` pixels, the first row at the top; what is not finite is transparent. */
export function mapPixels(
  values: ArrayLike<number>,
  { rows, steps, range: [low, high], colours }: MapPicture,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * steps * rows);
  const count = colours.length / 4;
  for (let t = 0; t < steps; t++) {
    for (let row = 0; row < rows; row++) {
      const value = values[t * rows + row];
      if (!Number.isFinite(value)) continue;
      const share = high > low ? (value - low) / (high - low) : 0.5;
      const at = 4 * Math.max(0, Math.min(count - 1, Math.round(share * (count - 1))));
      pixels.set(colours.subarray(at, at + 4), 4 * (row * steps + t));
    }
  }
  return pixels;
}
