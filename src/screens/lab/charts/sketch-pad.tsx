import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { LANE_KEYS, type LaneKey, type PerLane } from "../../../lanes";
import { formatCount, formatNumber } from "../../../math/number-format";
import { frameScales } from "../../../plot/frame";
import { colour } from "../../../plot/look";
import reader from "../../../plot/Reader.module.css";
import { Dot, type ReadablePlot } from "../../../plot/reader";
import { LANE_LOOKS } from "../../lane-looks";
import styles from "./Sketch.module.css";
import {
  COLUMNS,
  columnOf,
  type Sketch,
  type StepRange,
  scoreOf,
  shareOf,
  sketchPath,
  stepOf,
  withStroke,
} from "./sketch";

/** A prediction of the next steps of a chart, with its actions. */
export interface ChartPrediction {
  readonly phase: "sketching" | "revealing" | "revealed";
  readonly range: StepRange;
  /** Lane that is being sketched. */
  readonly lane: LaneKey;
  readonly sketches: PerLane<Sketch>;
  readonly choose: (lane: LaneKey) => void;
  readonly draw: (sketch: Sketch) => void;
  readonly reveal: () => void;
  readonly close: () => void;
}

interface SketchPadProps extends ReadablePlot {
  readonly chart: string;
  readonly prediction: ChartPrediction;
}

/** Share of the plot's height by which an arrow key moves the pen. */
const NUDGE = 0.02;

/** Returns the series of a lane. */
const ofLane = ({ series }: Pick<ReadablePlot, "series">, lane: LaneKey) =>
  series.find(({ key }) => key === lane) ?? series[0];

/** Takes a sketch of the next steps by pointer, finger or keys, and shows it beside the actual lines. */
export function SketchPad(props: SketchPadProps) {
  const { chart, prediction, y } = props;
  const { phase, range, sketches, lane } = prediction;
  const { name, look, points } = ofLane(props, lane);
  const area = frameScales(props);
  const left = area.x(range.from);
  const width = Math.max(1, area.x(range.to) - left);
  const [column, setColumn] = useState(0);
  const last = useRef<{ column: number; share: number } | null>(null);
  const start = shareOf(points.at(-1)?.y ?? y.domain[0], y);
  const sketch = sketches[lane];
  const penShare = () => {
    const drawn = sketch.slice(0, column + 1).findLast((value) => value !== null);
    return drawn === undefined || drawn === null ? start : shareOf(drawn, y);
  };

  const at = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const step = range.from + ((event.clientX - box.left) / box.width) * (range.to - range.from);
    return { column: columnOf(step, range), share: 1 - (event.clientY - box.top) / box.height };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const here = at(event);
    last.current = here;
    setColumn(here.column);
    prediction.draw(withStroke(sketch, here, here, y));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!last.current) return;
    const here = at(event);
    prediction.draw(withStroke(sketch, last.current, here, y));
    last.current = here;
    setColumn(here.column);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const share = penShare();
    const pen = (to: number, height: number) => {
      const next = Math.max(0, Math.min(COLUMNS - 1, to));
      prediction.draw(withStroke(sketch, { column, share: height }, { column: next, share: height }, y));
      setColumn(next);
    };
    const moves = new Map<string, () => void>([
      ["ArrowRight", () => pen(column + 1, share)],
      ["ArrowLeft", () => setColumn(Math.max(0, column - 1))],
      ["ArrowUp", () => pen(column, Math.min(1, share + NUDGE))],
      ["ArrowDown", () => pen(column, Math.max(0, share - NUDGE))],
      ["End", () => pen(COLUMNS - 1, share)],
      ["Home", () => setColumn(0)],
      ["Enter", prediction.reveal],
      ["Escape", prediction.close],
    ]);
    const move = moves.get(event.key);
    if (!move) return;
    move();
    event.preventDefault();
    event.stopPropagation();
  };

  const pen = { x: (width * (column + 1)) / COLUMNS, y: (1 - penShare()) * (area.bottom - area.top) };
  const step = formatCount(stepOf(column, range));
  return (
    <>
      <svg className={styles.lines} width={props.size.width} height={props.size.height} aria-hidden="true">
        {LANE_KEYS.map((key) => (
          <path
            key={key}
            d={sketchPath(sketches[key], range, area)}
            fill="none"
            stroke={colour(LANE_LOOKS[key].mark)}
            strokeWidth={6}
            strokeOpacity={0.35}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        ))}
      </svg>
      {phase === "sketching" && (
        <div
          className={`${reader.reader} ${styles.pad}`}
          style={{ left, top: area.top, width, height: area.bottom - area.top }}
          role="slider"
          tabIndex={0}
          aria-label={`${chart}, sketch of ${name}`}
          aria-valuemin={1}
          aria-valuemax={COLUMNS}
          aria-valuenow={column + 1}
          aria-valuetext={`step ${step}: ${sketch[column] === null ? "nothing sketched" : props.formatY(sketch[column])}`}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={() => {
            last.current = null;
          }}
          onKeyDown={onKeyDown}
        >
          <Dot look={look} left={pen.x} top={pen.y} />
        </div>
      )}
    </>
  );
}

/** The controls of a prediction, and finally its score. */
export function PredictionBar(props: SketchPadProps) {
  const { chart, prediction } = props;
  const { phase, sketches, lane } = prediction;
  const drawn = LANE_KEYS.some((key) => sketches[key].some((value) => value !== null));
  return (
    <fieldset className={styles.panel} aria-label={`${chart}, prediction`}>
      {phase === "sketching" ? (
        <>
          <span>Draw each line into the grey area, then Reveal.</span>
          {LANE_KEYS.map((key) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === lane}
              className={key === "a" ? styles.laneA : styles.laneB}
              onClick={() => prediction.choose(key)}
            >
              {ofLane(props, key).name}
            </button>
          ))}
          <button type="button" disabled={!drawn} onClick={prediction.reveal}>
            Reveal
          </button>
        </>
      ) : (
        <Verdict {...props} />
      )}
      <button type="button" onClick={prediction.close}>
        {phase === "sketching" ? "Cancel" : "Done"}
      </button>
    </fieldset>
  );
}

/** The score of each sketch. */
function Verdict(props: SketchPadProps) {
  const { prediction, y, formatY } = props;
  const { phase, range, sketches } = prediction;
  if (phase === "revealing") return <span role="status">Revealing…</span>;
  return (
    <span role="status" aria-label="Score" className={styles.verdict}>
      {LANE_KEYS.map((key) => {
        if (sketches[key].every((value) => value === null)) return null;
        const series = ofLane(props, key);
        const { compared, points, miss } = scoreOf(sketches[key], series, range, y);
        const off = y.scale === "log" ? `a factor of ${formatNumber(10 ** miss)}` : formatY(miss);
        return (
          <span key={key}>
            <b style={{ color: colour(series.look.ink) }}>{series.name}</b>{" "}
            {compared === 0
              ? "did not get that far"
              : `${Math.round(points)} of 100, off by ${off} on average`}
          </span>
        );
      })}
    </span>
  );
}
