import { type ReactNode, useMemo } from "react";
import { LANE_KEYS } from "../../../lanes";
import { Figure } from "../../../plot/figure";
import { Frame } from "../../../plot/frame";
import { LineReader } from "../../../plot/reader";
import { SentenceText } from "../../../plot/sentence";
import type { PlotSize } from "../../../plot/size";
import { useSteadyDomain } from "../../../plot/steady-domain";
import { lab, useLab } from "../../../store/use-lab";
import { useMeasurements, useMomentView } from "../../../store/use-moment";
import type { Measurement, TaskReport } from "../../../worker/protocol";
import { NotYet } from "../../paper/missing";
import { openFilm } from "../film/film";
import type { RunLabel } from "../run-label";
import type { Chart, ChartView } from "./chart";
import { lost } from "./moments";
import styles from "./Panel.module.css";
import {
  beginPrediction,
  chooseLane,
  drawSketch,
  endPrediction,
  revealRun,
  usePrediction,
} from "./prediction";
import { type ChartPrediction, PredictionBar, SketchPad } from "./sketch-pad";

interface PanelProps {
  readonly chart: Chart;
  readonly task: TaskReport;
}

/** A chart of the lab. */
export function Panel({ chart, task }: PanelProps) {
  return "views" in chart ? (
    <ChosenView chart={chart} task={task} />
  ) : (
    <View chart={chart} view={chart} task={task} />
  );
}

/** The chosen view of a chart, with the list of its views. */
function ChosenView({ chart, task }: PanelProps & { readonly chart: Extract<Chart, { views: unknown }> }) {
  const { views, choice, shown, show } = chart;
  const id = useLab(shown);
  const { Controls } = chart;
  const { Controls: Choices } = views[id];
  // One text, so that what is offered does not change with every step.
  const offered = useLab((state) =>
    Object.keys(views)
      .filter((each) => views[each].offered?.(state) ?? true)
      .join(" "),
  ).split(" ");
  const toolbar = (
    <>
      {Controls && <Controls />}
      {Choices && <Choices />}
      <select
        className={styles.view}
        aria-label={choice}
        value={id}
        onChange={(event) => show(event.currentTarget.value)}
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {views[each].label}
          </option>
        ))}
      </select>
    </>
  );
  return <View key={id} chart={chart} view={views[id]} task={task} toolbar={toolbar} />;
}

interface ViewProps extends PanelProps {
  readonly view: ChartView;
  readonly toolbar?: ReactNode;
}

function View({ chart, view, task, toolbar }: ViewProps) {
  const { follows = [], useChoice = () => null } = view;
  const needs = useLab((state) => (typeof view.needs === "function" ? view.needs(state) : view.needs));
  useMeasurements(needs);
  const choice = useChoice();
  const dependency = useMemo(() => ({ task, choice }), [task, choice]);
  const shown = useMomentView(
    (moment) => view.view(moment, task),
    ["frame", ...needs, ...follows],
    dependency,
  );
  if (!shown) return <NotYet>{view.name ?? chart.name}: not measured yet.</NotYet>;
  return (
    <>
      {!areMeasured(needs) && <NotYet />}
      <Drawn chart={chart} view={view} shown={shown} toolbar={toolbar} />
    </>
  );
}

/** Whether there is a measurement of each kind and lane, of the moment shown or before it, as far as there can be one. */
function areMeasured(needs: readonly Measurement[]): boolean {
  const moment = lab.showing.current;
  return LANE_KEYS.every(
    (key) =>
      lost(key, moment).lost !== undefined ||
      needs.every((kind) => lab.history.lane(key)[kind].upTo(moment.step) !== undefined),
  );
}

interface DrawnProps extends Omit<ViewProps, "task"> {
  readonly shown: { readonly run: RunLabel };
}

/** Placeholder for charts with a fixed value axis. */
const NO_DOMAIN = [1, 10] as const;

function Drawn({ chart, view, shown, toolbar }: DrawnProps) {
  const { square = false, predictable = false } = chart;
  const { name = chart.name } = view;
  const prediction = usePredicted(name);
  const domain = useSteadyDomain(view.domain?.(shown, prediction) ?? NO_DOMAIN, lab.history.run);
  const drawn = (size: PlotSize) => view.draw(shown, { size, domain, prediction });
  const { run } = shown;
  return (
    <Figure
      name={name}
      summary={<SentenceText sentence={view.sentence(shown)} />}
      run={view.legend === undefined ? run : { ...run, legend: view.legend }}
      table={view.table(shown)}
      square={square}
      film={() => openFilm(chart.id)}
      paper={view.tall ? "tall" : chart.place === "wide" ? "wide" : "half"}
      toolbar={predictable ? <PredictButton chart={name} /> : toolbar}
      banner={
        prediction &&
        ((size) => {
          const drawing = drawn(size);
          return (
            "lines" in drawing && (
              <PredictionBar {...drawing.lines} size={size} chart={name} prediction={prediction} />
            )
          );
        })
      }
      overlay={(size) => {
        const drawing = drawn(size);
        if (!("lines" in drawing)) return drawing.overlay;
        const { lines, axis } = drawing;
        return (
          <>
            <LineReader {...lines} size={size} chart={name} axis={axis} />
            {prediction && <SketchPad {...lines} size={size} chart={name} prediction={prediction} />}
          </>
        );
      }}
    >
      {(size) => {
        const drawing = drawn(size);
        return "lines" in drawing ? <Frame {...drawing.lines} size={size} /> : drawing.plot;
      }}
    </Figure>
  );
}

/** Returns the viewer's prediction on a chart, if there is one. */
function usePredicted(chart: string): ChartPrediction | undefined {
  const now = usePrediction((state) => (state.now?.chart === chart ? state.now : null));
  return now
    ? { ...now, choose: chooseLane, draw: drawSketch, reveal: revealRun, close: endPrediction }
    : undefined;
}

function PredictButton({ chart }: { readonly chart: string }) {
  const isPredicted = usePrediction((state) => state.now?.chart === chart);
  return (
    <button
      type="button"
      className={styles.predict}
      aria-pressed={isPredicted}
      title="Pauses the run: sketch how the lines continue, then see how they do"
      onClick={() => (isPredicted ? endPrediction() : beginPrediction(chart))}
    >
      Predict
    </button>
  );
}
