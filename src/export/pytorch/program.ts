import type { LaneConfig, RunConfig } from "../../config/schema";
import { formatQuery } from "../../config/url";
import { RULES } from "../../rules";
import { TASKS } from "../../tasks";
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

const assignments = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${typeof value === "string" ? JSON.stringify(value) : value}`)
    .join("\n");

function introduction(config: RunConfig, site: string): string {
  const lane = ({ rule, activation, numbers }: LaneConfig) =>
    `${RULES[rule].label}; ${activation}${numbers === "complex" ? "; complex" : ""}`;
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
    "It needs PyTorch 1.13 or newer.",
    ...(data ? [dataFileText(data)] : []),
    "",
    `${site}${query && `#${query}`}`,
    `"""`,
  ].join("\n");
}

/**
 * A program for PyTorch that trains the two networks of a run on its task from the same weights and on the same
 * batches, and prints both losses every 50 steps: step k's is the loss on batch k after k updates.
 * @param site the address of the page, from which the task's data is read and the settings can be opened
 * @throws RangeError with a sentence for the user if a lane's rule cannot train its kind of W
 */
export function pytorchProgram(config: RunConfig, site: string): string {
  const task = TASKS[config.task].python;
  const data = dataFile(config, site);
  const networks = [pythonNetwork(config.a, "a"), pythonNetwork(config.b, "b")];
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
      ...task.needs.map((name) => `tasks/${name}`),
      ...networks.flatMap(({ needs }) => needs),
    ]),
  ];
  const bySection = paths.map((path, i) => ({ path, i, section: sectionOf(path) }));
  bySection.sort((p, q) => p.section - q.section || p.i - q.i);
  return `${[
    introduction(config, site),
    ["import math", ...task.imports, "", "import torch", "import torch.nn.functional as F"].join("\n"),
    assignments(settings),
    ...bySection.map(({ path }) => source(path)),
    ["networks = [", ...networks.map(({ expression }) => expression), "]"].join("\n"),
    source("train"),
  ].join("\n\n\n")}\n`;
}
