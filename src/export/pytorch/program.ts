import type { Change } from "../../config/changes";
import { isUnconstrained, type LaneConfig, type RunConfig } from "../../config/schema";
import { formatQuery } from "../../config/url";
import { CELLS } from "../../kernels/cells";
import { keysOf } from "../../keys";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import { TASKS } from "../../tasks";
import { pythonChanges } from "./changes";
import { pythonNetwork } from "./network";
import { SOURCES } from "./source";
import { dataFile, dataFileText } from "./task";

/** The parts that a program's pieces of Python belong to, in their order: a name, and how their paths begin. */
const GROUPS = {
  random: "random",
  task: "tasks/",
  starts: "initialisations/",
  activations: "activations/",
  optimisers: "optimisers/",
  rules: "rules/",
  networks: "",
} as const;
const GROUP_IDS = keysOf(GROUPS);

const groupOf = (path: string) => GROUP_IDS.find((id) => path.startsWith(GROUPS[id])) ?? "networks";

/** A part of a program, which is also a cell of a notebook. */
export interface Section {
  readonly id: keyof typeof GROUPS | "settings" | "lanes" | "changes" | "training";
  /** The paths of its pieces of Python. */
  readonly paths: readonly string[];
  readonly code: string;
}

function source(path: string): string {
  const text = SOURCES.get(path);
  if (text === undefined) throw new Error(`There is no Python for “${path}”.`);
  return text;
}

/** Between two pieces of Python. */
const BETWEEN = "\n\n\n";

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

/** The run that a program trains, from its settings alone if it has no changes. */
export const planOf = (run: RunPlan | RunConfig): RunPlan =>
  "begun" in run ? run : { begun: run, changes: [], fork: null };

/** What a program says of itself: the name, what it trains, and what it needs, in paragraphs of lines. */
export function aboutProgram({ begun: config, changes, fork }: RunPlan): readonly (readonly string[])[] {
  const lane = ({ rule, activation, numbers, cell }: LaneConfig) =>
    CELLS[cell].gated
      ? `${CELLS[cell].label}${isUnconstrained(rule) ? "" : `; ${RULES[rule].label}`}`
      : `${RULES[rule].label}; ${activation}${numbers === "complex" ? "; complex" : ""}`;
  return [
    ["Two recurrent networks on one task, as Unitary RNN Lab trains them."],
    [`Task: ${TASKS[config.task].label}`, `A: ${lane(config.a)}`, `B: ${lane(config.b)}`],
    [
      "It draws the same weights and batches as the lab, so these are the lab's losses up to rounding.",
      ...(fork
        ? [`Lane ${fork.lane.toUpperCase()} was copied into the other's place: both draw its weights.`]
        : []),
      ...(changes.length > 0 ? ["Settings were changed in mid-run: see change(step)."] : []),
      "It needs PyTorch 1.13 or newer. W is in float64, which a GPU with CUDA has, and Apple's has not.",
    ],
  ];
}

/** The address of a run's settings on the page. */
export function runAddress({ begun }: RunPlan, site: string): string {
  const query = formatQuery(begun);
  return `${site}${query && `#${query}`}`;
}

function introduction(plan: RunPlan, site: string): string {
  const data = dataFile(plan.begun, site);
  const [title, run, notes] = aboutProgram(plan);
  const paragraphs = [title, run, data ? [...notes, dataFileText(data)] : notes, [runAddress(plan, site)]];
  return `"""${paragraphs.map((lines) => lines.join("\n")).join("\n\n")}\n"""`;
}

/**
 * The parts of a run's program in their order: settings, random numbers, task, W₀, activations, optimisers, rules, networks,
 * lanes, changes of settings if there are any, and the training loop.
 * @param site the address of the page, from which the task's data is read
 * @throws RangeError with a sentence for the user if a lane's rule cannot train its kind of W
 */
export function programSections({ begun: config, changes, fork }: RunPlan, site: string): readonly Section[] {
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
  const needed = [
    ...new Set([
      "random",
      ...[...task.needs, "batches"].map((name) => `tasks/${name}`),
      ...(change?.needs ?? []),
      ...networks.flatMap(({ needs }) => needs),
    ]),
  ];
  const grouped = GROUP_IDS.map((id): Section => {
    const paths = needed.filter((path) => groupOf(path) === id);
    return { id, paths, code: paths.map(source).join(BETWEEN) };
  });
  const imports = [
    "import math",
    ...task.imports,
    "",
    "import torch",
    "import torch.nn.functional as F",
    "from torch import nn",
  ].join("\n");
  const constants = [assignments(settings), 'DEVICE = "cuda" if torch.cuda.is_available() else "cpu"'].join(
    "\n",
  );
  return [
    { id: "settings", paths: [], code: [imports, constants].join(BETWEEN) },
    ...grouped.filter(({ paths }) => paths.length > 0),
    {
      id: "lanes",
      paths: [],
      code: [...networks.map(({ expression }) => expression), "lanes = [a, b]"].join("\n"),
    },
    ...(change ? [{ id: "changes", paths: [], code: change.expression } as const] : []),
    { id: "training", paths: ["train"], code: change ? source("train") : source("train").replace(CALL, "") },
  ];
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
  const plan = planOf(run);
  const parts = [introduction(plan, site), ...programSections(plan, site).map(({ code }) => code)];
  return `${parts.join(BETWEEN)}\n`;
}
