import type { Change } from "../../config/changes";
import { isUnconstrained, type LaneConfig, type RunConfig } from "../../config/schema";
import { formatQuery } from "../../config/url";
import { CELLS } from "../../kernels/cells";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import { TASKS } from "../../tasks";
import { pythonChanges } from "./changes";
import { pythonNetwork } from "./network";
import { SOURCES } from "./source";
import { dataFile, dataFileText } from "./task";

/** The order of a program's sections, as prefixes of paths. */
const SECTIONS = ["random", "tasks/", "initialisations/", "activations/", "optimisers/", "rules/", ""];

const sectionOf = (path: string) => SECTIONS.findIndex((section) => path.startsWith(section));

function source(path: string): string {
  const text = SOURCES.get(path);
  if (text === undefined) throw new Error(`There is no Python for “${path}”.`);
  return text;
}

/** The line of the training loop that makes changes. */
const CALL = "        change(step)\n";

/** A run from its beginning. */
export interface RunPlan {
  /** The settings that it began with. */
  readonly begun: RunConfig;
  /** The changes of settings in mid-run, by step. */
  readonly changes: readonly Change[];
  /** The lane that was copied into the other's place, if the run is a fork. */
  readonly fork: { readonly lane: LaneKey } | null;
}

const assignments = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${typeof value === "string" ? JSON.stringify(value) : value}`)
    .join("\n");

function introduction({ begun: config, changes, fork }: RunPlan, site: string): string {
  const lane = ({ rule, activation, numbers, cell }: LaneConfig) =>
    CELLS[cell].gated
      ? `${CELLS[cell].label}${isUnconstrained(rule) ? "" : `; ${RULES[rule].label}`}`
      : `${RULES[rule].label}; ${activation}${numbers === "complex" ? "; complex" : ""}`;
  const data = dataFile(config, site);
  const query = formatQuery(config);
  return [
    `"""Two recurrent networks on one task, as Unitary RNN Lab trains them.`,
    "",
    `Task: ${TASKS[config.task].label}`,
    `A: ${lane(config.a)}`,
    `B: ${lane(config.b)}`,
    "",
    "It draws the same weights and batches as the lab, so these are the lab's losses up to rounding.",
    ...(fork
      ? [`Lane ${fork.lane.toUpperCase()} was copied into the other's place: both draw its weights.`]
      : []),
    ...(changes.length > 0 ? ["Settings were changed in mid-run: see change(step)."] : []),
    "It needs PyTorch 1.13 or newer. W is in float64, which a GPU with CUDA has, and Apple's has not.",
    ...(data ? [dataFileText(data)] : []),
    "",
    `${site}${query && `#${query}`}`,
    `"""`,
  ].join("\n");
}

/**
 * A program for PyTorch that trains the two networks of a run on its task from the same weights and on the same
 * batches, with the same changes of settings, and prints both losses every 50 steps: step k's is the loss on batch k after
 * k updates.
 * @param run the run, or the settings of one without changes
 * @param site the address of the page, from which the task's data is read and the settings can be opened
 * @throws RangeError with a sentence for the user if a lane's rule cannot train its kind of W
 */
export function pytorchProgram(run: RunPlan | RunConfig, site: string): string {
  const plan = "begun" in run ? run : { begun: run, changes: [], fork: null };
  const { begun: config, changes, fork } = plan;
  const drawnAs = { a: fork?.lane ?? "a", b: fork?.lane ?? "b" } as const;
  const task = TASKS[config.task].python;
  const data = dataFile(config, site);
  const networks = [pythonNetwork(config.a, "a", drawnAs.a), pythonNetwork(config.b, "b", drawnAs.b)];
  const change = pythonChanges(config, changes, drawnAs);
  const { seed, steps, batch, units, lr } = config;
  const settings = {
    SEED: seed,
    STEPS: steps,
    BATCH: batch,
    UNITS: units,
    ALPHA: lr,
    ...task.settings(config),
    ...(data ? { DATA_FILE: data.name, DATA_ADDRESS: data.address ?? "Experiments, Your own text" } : {}),
  };
  const paths = [
    ...new Set([
      "random",
      ...[...task.needs, "batches"].map((name) => `tasks/${name}`),
      ...(change?.needs ?? []),
      ...networks.flatMap(({ needs }) => needs),
    ]),
  ];
  const bySection = paths.map((path, i) => ({ path, i, section: sectionOf(path) }));
  bySection.sort((p, q) => p.section - q.section || p.i - q.i);
  return `${[
    introduction(plan, site),
    [
      "import math",
      ...task.imports,
      "",
      "import torch",
      "import torch.nn.functional as F",
      "from torch import nn",
    ].join("\n"),
    [assignments(settings), 'DEVICE = "cuda" if torch.cuda.is_available() else "cpu"'].join("\n"),
    ...bySection.map(({ path }) => source(path)),
    [...networks.map(({ expression }) => expression), "lanes = [a, b]"].join("\n"),
    ...(change ? [change.expression, source("train")] : [source("train").replace(CALL, "")]),
  ].join("\n\n\n")}\n`;
}
