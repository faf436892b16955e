import type { RunConfig } from "../../config/schema";
import { LANE_KEYS, type PerLane } from "../../lanes";
import type { Curve } from "../../store/decimating-table";
import { aboutProgram, planOf, programSections, type RunPlan, runAddress, type Section } from "./program";
import { SOURCES } from "./source";
import { dataFile } from "./task";
import { PIECE_WORDS, SECTION_WORDS } from "./words";

/** Losses of a run on the page, by step. */
export type KnownLosses = PerLane<Curve>;

/** How the page draws a lane's lines: their colour as CSS and matplotlib write it, and dashes and gaps of a line 2 px wide. */
export interface LineLook {
  readonly colour: string;
  readonly dash: string | undefined;
}

/** A look as matplotlib has it: its dashes are in line widths. */
const pythonLook = ({ colour, dash }: LineLook) =>
  `("${colour}", ${
    dash
      ? `(0, (${dash
          .split(" ")
          .map((length) => Number(length) / 2)
          .join(", ")}))`
      : '"-"'
  })`;

/** The cell that draws, with the page's looks of the lanes. */
const plotCode = ({ a, b }: PerLane<LineLook>) =>
  `# The lanes as the page draws them: the colour, and solid or dashed.\nLOOKS = [${[a, b].map(pythonLook).join(", ")}]\n\n${piece("plot")}`;

/** The number of losses that are compared, and their digits. */
const COMPARED = 20;
const DIGITS = 7;

/** Returns at most {@link COMPARED} + 1 points, evenly spread over the run, as entries of a Python dict. */
function entries({ x, y }: Curve): string {
  const known = Array.from(x, (step, i) => [step, y[i]]).filter(
    ([, loss]) => Number.isFinite(loss) && loss !== 0,
  );
  const spread = Array.from({ length: COMPARED + 1 }, (_, i) =>
    Math.round((i / COMPARED) * (known.length - 1)),
  );
  return [...new Set(spread)]
    .flatMap((i) => (known[i] ? [`${known[i][0]}: ${Number(known[i][1].toPrecision(DIGITS))}`] : []))
    .join(", ");
}

const DATA_HEADING = "The data";
const DATA_WORDS =
  "The task reads a file, which is fetched from the page if it is not here. Where this machine cannot reach the page, put the file beside the notebook; in Colab, upload it under *Files*.";
const OWN_TEXT_WORDS =
  "The task reads your own text: put it, in UTF-8, beside the notebook as `own-text.txt`; in Colab, upload it under *Files*. Letters with marks, emoji and scripts without spaces are split otherwise than in the lab.";
const PLOT_WORDS =
  "Both losses, and the norm of $\\partial L/\\partial W$, against the step. Where the norm falls towards 0, $W$ learns nothing; where it jumps, the next update may throw $W$ far off.";
const COMPARISON_WORDS =
  "The losses that the page showed when this notebook was saved. They agree up to rounding, which a chaotic run makes larger with every step.";

interface Cell {
  readonly kind: "markdown" | "code";
  readonly text: string;
}

const words = (text: string): Cell => ({ kind: "markdown", text });
const code = (text: string): Cell => ({ kind: "code", text });

const heading = (title: string, ...paragraphs: readonly string[]) =>
  words([`## ${title}`, ...paragraphs.filter((text) => text !== "")].join("\n\n"));

/** A section's cell, below one that says what it is. */
function cellsOf({ id, paths, code: text }: Section): readonly Cell[] {
  const [title, said] = SECTION_WORDS[id];
  return [heading(title, said, ...paths.map((path) => PIECE_WORDS[path] ?? "")), code(text)];
}

function piece(name: string): string {
  const text = SOURCES.get(`notebook/${name}`);
  if (text === undefined) throw new Error(`There is no Python for “${name}”.`);
  return text;
}

/** The cells with the task's data; none if it reads no file. */
function dataCells(config: RunConfig, site: string): readonly Cell[] {
  const data = dataFile(config, site);
  if (!data) return [];
  if (data.address === null) return [heading(DATA_HEADING, OWN_TEXT_WORDS)];
  return [heading(DATA_HEADING, DATA_WORDS), code(piece("fetch"))];
}

/** The cells that compare with the page's losses; none if it has none to compare. */
function comparisonCells(losses: KnownLosses): readonly Cell[] {
  if (LANE_KEYS.every((lane) => losses[lane].x.length === 0)) return [];
  const known = LANE_KEYS.map((lane) => `    "${lane.toUpperCase()}": {${entries(losses[lane])}},`);
  const table = ["LAB = {", ...known, "}"].join("\n");
  return [heading("The losses on the page", COMPARISON_WORDS), code(`${table}\n\n${piece("compare")}`)];
}

/** Each line but the last ends with its line break, as the format wants it. */
const lines = (text: string) => text.split(/(?<=\n)/);

/**
 * The program of {@link pytorchProgram} as a Jupyter notebook (nbformat 4.5), in cells with words between them, then a plot and,
 * if the page has trained, a comparison with its losses. It reads its data from the working directory.
 * @param page the losses on the page, and how it draws the lanes
 * @throws RangeError as {@link pytorchProgram}
 */
export function pytorchNotebook(
  run: RunPlan | RunConfig,
  site: string,
  page: { readonly losses: KnownLosses; readonly looks: PerLane<LineLook> },
): string {
  const { losses, looks } = page;
  const plan = planOf(run);
  const [[title], ...paragraphs] = aboutProgram(plan);
  const address = runAddress(plan, site);
  const [settings, ...sections] = programSections(plan, site);
  const cells = [
    words(
      [
        `# ${title}`,
        ...paragraphs.map((of) => of.join("  \n")),
        "Colab has all that it needs; elsewhere, `pip install torch matplotlib`. Choose *Run all*.",
        `The run on its page: [${address}](${address})`,
      ].join("\n\n"),
    ),
    ...cellsOf(settings),
    ...dataCells(plan.begun, site),
    ...sections.flatMap(cellsOf),
    heading("Loss and gradient", PLOT_WORDS),
    code(plotCode(looks)),
    ...comparisonCells(losses),
  ];
  const notebook = {
    cells: cells.map(({ kind, text }, i) => ({
      cell_type: kind,
      id: `cell-${i + 1}`,
      metadata: {},
      ...(kind === "code" && { execution_count: null, outputs: [] }),
      source: lines(text),
    })),
    metadata: {
      kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
      language_info: { name: "python" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
