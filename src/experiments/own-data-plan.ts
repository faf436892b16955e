import type { RunConfig } from "../config/schema";
import { lengthRefusal } from "../own-data/describe";
import type { AnswerKind, OwnData } from "../own-data/own-data";
import type { Role } from "../own-data/read-files";
import { readsOwnData } from "../tasks";
import { expand } from "./expand";
import type { Plan } from "./plan";
import { TEN_SEEDS } from "./plans/seeds";

/**
 * The kind of answer of a plan's tasks on the user's own data; null if it has no such task.
 * @throws Error with a sentence if it has such tasks of both kinds, or others beside them
 */
export function dataKind(plan: Plan): AnswerKind | null {
  const tasks = [...new Set(expand(plan).map(({ config }) => config.task))];
  if (!tasks.some(readsOwnData)) return null;
  if (tasks.length > 1)
    throw new Error(
      `The plan has the tasks ${tasks.join(" and ")}: a plan on data of your own has one task, own-classes or own-numbers.`,
    );
  return tasks[0] === "own-classes" ? "classes" : "numbers";
}

/** The names of the files of a plan's own data. */
export type DataNames = Partial<Readonly<Record<Role, string>>>;

/** The names of a plan's files in words; empty if it names none. */
export const filesText = ({ data }: Pick<Plan, "data">): string => {
  const { digest: _, ...files } = data ?? { digest: "" };
  return Object.values(files).filter(Boolean).join(", ");
};

/**
 * The plan for these data: it names their files and their digest, and has their sequence length.
 * @throws Error with a sentence if the plan names other data, or gives another length
 */
export function withData(plan: Plan, data: OwnData, files: DataNames): Plan {
  if (plan.data && plan.data.digest !== data.data) throw new Error(otherData(plan, data));
  return withLengthOf({ ...plan, data: { ...files, digest: data.data } }, data);
}

/** The plan without the data that it names, and without the sequence length that it has from them. */
export function withoutData({ data, ...plan }: Plan): Plan {
  if (!data) return plan;
  const { length: _, ...settings } = plan.settings;
  return { ...plan, settings };
}

/**
 * {@link Source.data} of the runs of a plan, as they would be made now: on data of the user's own it is what the plan names.
 * @param others that of other runs
 */
export const dataOfRuns =
  ({ data }: Plan, others: (config: RunConfig) => Promise<string>) =>
  async (config: RunConfig): Promise<string> =>
    readsOwnData(config.task) ? (data?.digest ?? "") : others(config);

/** Why data are not those that a plan names, in sentences. */
const otherData = (plan: Plan, { data }: OwnData): string =>
  `The plan is for other data, of ${filesText(plan)} with the digest ${plan.data?.digest}; these have ${data}. To run it on these, take “data” and “length” out of it.`;

/**
 * The plan with the sequence length of its data, unless it gives one.
 * @throws Error with a sentence if it gives another one
 */
function withLengthOf(plan: Plan, data: OwnData): Plan {
  const given = [plan.settings, plan.grid, ...plan.networks.map(({ settings }) => settings)];
  if (!given.some((part) => "length" in part))
    return { ...plan, settings: { ...plan.settings, length: data.steps } };
  const other = expand(plan).find(({ config }) => config.length !== data.steps);
  if (other) throw new Error(lengthRefusal(other.config.length, data));
  return plan;
}

/** The plan that the page offers for data of the user's own. */
export const OWN_DATA_PLAN: Plan = {
  id: "own-data",
  name: "Your own data",
  asks: "Which networks answer best after the last time step of your sequences?",
  settings: {
    task: "own-classes",
    units: 64,
    batch: 32,
    steps: 500,
    lr: 1e-3,
    precondition: "adam",
  },
  networks: [
    { name: "RNN", settings: { rule: "none", init: "uniform" } },
    { name: "LSTM", settings: { cell: "lstm", rule: "none", init: "haar" } },
    { name: "Exact exp", settings: { rule: "exp", init: "rotations" } },
  ],
  grid: { seed: TEN_SEEDS.slice(0, 5) },
  match: "units",
};
