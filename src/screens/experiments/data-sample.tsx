import { useEffect, useRef } from "react";
import type { Sample } from "../../own-data/describe";
import type { OwnData } from "../../own-data/own-data";
import styles from "./OwnData.module.css";

/** The size of a drawn sequence, in units of its picture. */
const [WIDTH, HEIGHT] = [72, 48];
/** How many numbers of a time step are drawn. */
const MAX_LINES = 3;

interface SampleProps {
  readonly sample: Sample;
  readonly data: OwnData;
}

/** A training sequence with its answer: as an image if it is one, else as lines over the time steps. */
export function DataSample({ sample, data }: SampleProps) {
  const name = `${data.kind === "classes" ? "class" : "answer"} ${sample.answer}`;
  return (
    <li>
      {data.image ? (
        <Picture sample={sample} data={data} name={name} />
      ) : (
        <Lines sample={sample} data={data} name={name} />
      )}
      <span translate="no" aria-hidden="true">
        {sample.answer}
      </span>
    </li>
  );
}

type DrawnProps = SampleProps & { readonly name: string };

/** An image as its file has it: 0 is black and 255 is white; three numbers of a pixel are red, green and blue. */
function Picture({ sample: { inputs }, data: { image, width }, name }: DrawnProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [rows, columns] = image ?? [0, 0];
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = context.createImageData(columns, rows);
    for (let i = 0; i < rows * columns; i++) {
      for (let color = 0; color < 3; color++)
        pixels.data[4 * i + color] = 255 * inputs[width * i + (width < 3 ? 0 : color)];
      pixels.data[4 * i + 3] = 255;
    }
    context.putImageData(pixels, 0, 0);
  }, [inputs, rows, columns, width]);
  return (
    <canvas
      ref={canvas}
      width={columns}
      height={rows}
      className={styles.image}
      role="img"
      aria-label={name}
    />
  );
}

/** The least and the largest value in each column of the picture, so that no leap is lost. */
function outline(values: readonly number[]): readonly (readonly [x: number, value: number])[] {
  const at = (t: number) => (values.length === 1 ? WIDTH / 2 : (t / (values.length - 1)) * WIDTH);
  if (values.length <= 2 * WIDTH) return values.map((value, t) => [at(t), value]);
  const points: (readonly [number, number])[] = [];
  for (let column = 0; column < WIDTH; column++) {
    const from = Math.floor((column * values.length) / WIDTH);
    const part = values.slice(from, Math.floor(((column + 1) * values.length) / WIDTH));
    const least = part.indexOf(Math.min(...part));
    const most = part.indexOf(Math.max(...part));
    for (const i of [least, most].sort((one, other) => one - other)) points.push([at(from + i), part[i]]);
  }
  return points;
}

/** A sequence over its time steps, the first numbers of each as lines, between its least and its largest number. */
function Lines({ sample: { inputs }, data: { steps, width }, name }: DrawnProps) {
  const lines = Array.from({ length: Math.min(width, MAX_LINES) }, (_, j) =>
    outline(Array.from({ length: steps }, (_, t) => inputs[t * width + j])),
  );
  const values = lines.flatMap((line) => line.map(([, value]) => value));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const y = (value: number) =>
    most === least ? HEIGHT / 2 : 1 + ((most - value) / (most - least)) * (HEIGHT - 2);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className={styles.lines}
      role="img"
      aria-label={name}
      preserveAspectRatio="none"
    >
      {lines.map((line, j) => (
        <polyline
          key={j}
          points={line.map(([x, value]) => `${x.toFixed(1)},${y(value).toFixed(1)}`).join(" ")}
          opacity={1 - j / 4}
        />
      ))}
    </svg>
  );
}
