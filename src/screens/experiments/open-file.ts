import { messageOf } from "../../errors";
import { checkedPlan } from "../../experiments/checked-plan";
import { expand } from "../../experiments/expand";
import { fileText, PLAN_FORMAT, parsePlanText } from "../../experiments/plan";
import { brokenLines, readResults, rowsOfNoRun } from "../../experiments/results-file";
import { useOwnData } from "../../store/own-data";
import { useOwnText } from "../../store/own-text";
import { readReference } from "../../store/reference-results";
import { experiments } from "../../store/use-experiments";
import { MAX_TEXT } from "../../worker/own-text";
import { filesByRole, isDataFile } from "./data-files";

/** Size of the largest file that is read. */
const MAX_BYTES = 64 * 2 ** 20;
/** Whether the text is a plan, one JSON object with the plan format; everything else is read as results. */
const isPlan = (text: string): boolean =>
  new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${PLAN_FORMAT}"`).test(text);

/** Opens dropped files: data of the user's own, which may be several, or one file of another kind. */
export async function openFiles(files: readonly File[]): Promise<void> {
  if (files.every(isDataFile)) await useOwnData.getState().take(filesByRole(files));
  else await openFile(files[0]);
}

/** Opens a file: results, a plan to run, or a text. Errors are shown on the screen. */
export async function openFile(file: File): Promise<void> {
  const refuse = (why: string) => experiments.complain(`${file.name} was not opened. ${why}`);
  if (file.size > MAX_BYTES)
    return refuse(`It has ${Math.ceil(file.size / 2 ** 20)} MB; at most 64 MB are read.`);
  try {
    if (/\.txt$/i.test(file.name)) return await takeText(file);
    const text = fileText(new Uint8Array(await file.arrayBuffer()));
    if (!isPlan(text)) {
      const results = readResults(text);
      experiments.showResults(results);
      const odd = [brokenLines(results.broken), rowsOfNoRun(expand(results.plan), results.rows)];
      const sentences = odd.filter((sentence) => sentence !== "").join(" ");
      if (sentences) experiments.complain(`${file.name}: ${sentences}`);
      return;
    }
    const checked = checkedPlan(() => parsePlanText(text));
    if ("trouble" in checked) return refuse(checked.trouble);
    await experiments.choose(checked.plan);
  } catch (error) {
    refuse(messageOf(error));
  }
}

/** Stores a text file as the user's own text. @throws Error with a sentence about what is wrong with it */
export async function takeText(file: File): Promise<void> {
  const bytes = new Uint8Array(await file.slice(0, MAX_TEXT + 1).arrayBuffer());
  await useOwnText.getState().take(file.name, bytes);
}

/** Shows a reference run that comes with the lab. */
export async function openReference(file: string): Promise<void> {
  try {
    experiments.showResults(await readReference(file));
  } catch (error) {
    experiments.complain(`The reference run was not opened. ${messageOf(error)}`);
  }
}
