import { messageOf } from "../../errors";
import { checkedPlan } from "../../experiments/checked-plan";
import { PLAN_FORMAT, parsePlanText } from "../../experiments/plan";
import { readResults } from "../../experiments/results-file";
import { useOwnText } from "../../store/own-text";
import { readReference } from "../../store/reference-results";
import { experiments } from "../../store/use-experiments";
import { MAX_TEXT, readOwnText } from "../../worker/own-text";

/** Largest file that is read, in bytes. */
const LARGEST = 64 * 2 ** 20;
/** A plan is one JSON object that says so; all else is taken for results. */
const isPlan = (text: string): boolean =>
  new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${PLAN_FORMAT}"`).test(text);

/** Shows what a file holds: results, or a plan to run. What is wrong with it is told on the screen. */
export async function openFile(file: File): Promise<void> {
  const refuse = (why: string) => experiments.complain(`${file.name} was not opened. ${why}`);
  if (file.size > LARGEST)
    return refuse(`It has ${Math.ceil(file.size / 2 ** 20)} MB; at most 64 MB are read.`);
  try {
    if (/\.txt$/i.test(file.name)) return await takeText(file);
    const text = await file.text();
    if (!isPlan(text)) return experiments.showResults(readResults(text));
    const checked = checkedPlan(() => parsePlanText(text));
    if ("trouble" in checked) return refuse(checked.trouble);
    await experiments.choose(checked.plan);
  } catch (error) {
    refuse(messageOf(error));
  }
}

/** Keeps a text file as the person's own text. @throws Error with a sentence about what is wrong with it */
export async function takeText(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.slice(0, MAX_TEXT + 1).arrayBuffer());
  await useOwnText.getState().keep(readOwnText(file.name, bytes));
}

/** Shows results that come with the lab. */
export async function openReference(file: string): Promise<void> {
  try {
    experiments.showResults(await readReference(file));
  } catch (error) {
    experiments.complain(`The reference run was not opened. ${messageOf(error)}`);
  }
}
