import type { Piece } from "../../../export/caption";
import { layOutSheet, SHEET } from "../../../export/chart-sheet";
import { OffScreen, type Theme } from "../../../export/off-screen";
import { paint } from "../../../export/paint";
import { layOutPicture, type Picture } from "../../../export/picture";
import type { PictureBox } from "../../../export/picture-size";
import type { PictureSource } from "../../../export/picture-source";
import type { Domain } from "../../../plot/axis";
import { Frame } from "../../../plot/frame";
import type { Sentence } from "../../../plot/sentence";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Measurement, TaskReport } from "../../../worker/protocol";
import type { Chart, ChartView } from "../charts/chart";
import { runLabel } from "../run-label";
import { sheetTitle } from "../transfer";
import type { FilmSize } from "./size";

/** What a film shows. */
export interface StageOptions {
  /** One chart, or all on one sheet. */
  readonly charts: readonly Chart[];
  readonly task: TaskReport;
  readonly size: FilmSize;
  readonly theme: Theme;
  /** The steps of the film's moments: its value axes hold all of them, and so stay still. */
  readonly steps: readonly number[];
  /** The last step, if the step axis holds it from the beginning; else it grows as on the page. */
  readonly until?: number;
  /** Whether its pixels are read, as for a GIF. */
  readonly readBack: boolean;
}

/** The view of a chart that is chosen on the page. */
const viewOf = (chart: Chart): ChartView =>
  "views" in chart ? chart.views[chart.shown(lab.state)] : (chart as ChartView);

/** The measurements that charts need, as they are shown now. */
export const neededBy = (charts: readonly Chart[]): readonly Measurement[] =>
  charts.map(viewOf).flatMap(({ needs }) => (typeof needs === "function" ? needs(lab.state) : needs));

/** The moment of the run at a step, as it was when it was the newest. */
const momentAt = (step: number): ShownMoment => ({ ...lab.showing.current, step, live: true });

const captionOf = (sentence: Sentence): readonly Piece[] =>
  sentence.map((piece) => {
    if (typeof piece === "string") return { text: piece };
    return "data" in piece ? { text: piece.data } : { text: piece.text, ink: `var(${piece.ink})` };
  });

/** Charts at any moment of the run, drawn from its history on a canvas that is not on the page. */
export class Stage {
  readonly canvas = document.createElement("canvas");
  readonly #options: StageOptions;
  readonly #offs: readonly OffScreen[];
  readonly #domains: readonly (Domain | undefined)[];
  readonly #context: CanvasRenderingContext2D;

  /** @throws Error with a sentence if the browser gives no canvas */
  constructor(options: StageOptions) {
    const { charts, size, theme, steps, task, readBack } = options;
    this.#options = options;
    [this.canvas.width, this.canvas.height] = [size.width, size.height];
    const context = this.canvas.getContext("2d", { alpha: false, willReadFrequently: readBack });
    if (!context) throw new Error("The browser gives no canvas to draw on.");
    this.#context = context;
    this.#domains = charts.map((chart) => domainOf(viewOf(chart), task, steps));
    this.#offs = charts.map(() => new OffScreen(theme));
  }

  /** Draws the moment at a step. */
  show(step: number): Picture {
    const { charts, size } = this.#options;
    const sources = charts.map((chart, i) => this.#sourceOf(chart, step, this.#domains[i]));
    const picture =
      sources.length === 1
        ? layOutPicture(sources[0], boxOf(size), this.#offs[0])
        : layOutSheet(sheetTitle(), sources, this.#offs, sheetOf(size));
    paint(this.#context, picture, size.width / picture.width);
    return picture;
  }

  remove(): void {
    for (const off of this.#offs) off.remove();
  }

  #sourceOf(chart: Chart, step: number, domain: Domain | undefined): PictureSource {
    const view = viewOf(chart);
    const shown = view.view(momentAt(step), this.#options.task);
    const { until } = this.#options;
    const { square = false } = chart;
    const named = { title: view.name ?? chart.name, square, onPage: { ...SHEET, fontSize: 16 } };
    if (!shown)
      return { ...named, caption: [{ text: "Not measured." }], run: runLabel(step), draw: () => null };
    return {
      ...named,
      caption: captionOf(view.sentence(shown)),
      run: view.legend === undefined ? shown.run : { ...shown.run, legend: view.legend },
      draw(plot) {
        const options = { size: plot, domain: domain ?? ([1, 10] as const), prediction: undefined };
        const drawing = view.draw(shown, until === undefined ? options : { ...options, until });
        return "lines" in drawing ? <Frame {...drawing.lines} size={plot} /> : drawing.plot;
      },
    };
  }
}

/** The domain that holds a view at all steps; undefined if its axis is fixed. */
function domainOf(view: ChartView, task: TaskReport, steps: readonly number[]): Domain | undefined {
  const domains = steps.flatMap((step) => {
    const shown = view.domain && view.view(momentAt(step), task);
    return shown && view.domain ? [view.domain(shown, undefined)] : [];
  });
  if (domains.length === 0) return undefined;
  return [Math.min(...domains.map(([low]) => low)), Math.max(...domains.map(([, high]) => high))];
}

/** Space for one chart: the type of a slide, on a film of any number of pixels. */
function boxOf({ width, height }: FilmSize): PictureBox {
  const high = 540;
  return {
    width: (high * width) / height,
    height: high,
    margin: 28,
    fontSize: 16,
    title: 26,
    sentence: 17,
    foot: width > height ? 10 : 9,
    scale: 1,
  };
}

/** Space for all charts, as high as the saved sheet. */
const sheetOf = ({ width, height }: FilmSize) => ({
  width: (SHEET.height * width) / height,
  height: SHEET.height,
});
