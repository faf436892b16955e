import { address } from "../../address";
import { parseHash } from "../../address/hash";
import type { ForkPlan } from "../../config/fork-plan";
import { readAddressFromPicture, readImport } from "../../config/import";
import { matchingPreset } from "../../config/presets";
import { messageOf } from "../../errors";
import { usePictureLook } from "../../export/picture-choice";
import { pictureSource } from "../../export/picture-source";
import { loadPart } from "../../load-part";
import { formatCount } from "../../math/number-format";
import { lookUpOwnText } from "../../store/look-up-own-text";
import { replayFork } from "../../store/replay-fork";
import { useScreen } from "../../store/screen";
import { lab } from "../../store/use-lab";
import { changesText } from "./change-text";
import { runLabel } from "./run-label";
import type { PyTorchForm } from "./saving";

type Saving = typeof import("./saving");

/** Saves something; if that fails, a sentence says why. @param failed the beginning of the sentence */
async function save(failed: string, what: (saving: Saving) => Promise<void>): Promise<void> {
  try {
    await what(await loadPart(() => import("./saving")));
  } catch (error) {
    lab.notify(`${failed} not exported. ${messageOf(error)}`, "warning");
  }
}

/** Saves the run as it is now. */
export function exportRun(): Promise<void> {
  const { current } = lab.showing;
  const exported = lab.exported();
  // Its failure is told below, if what saves it arrives.
  exported.catch(() => {});
  return save("The run was", ({ saveRun }) => saveRun(current, exported));
}

/** Saves the run's two networks, from their start, as a program for PyTorch or as a notebook. */
export const exportPyTorch = (form: PyTorchForm) =>
  save(`The ${form} was`, ({ savePyTorch }) => savePyTorch(form));

/** Saves all charts on the page, as they are now, as one sheet. */
export function exportAllCharts(): Promise<void> {
  const figures = [...document.querySelectorAll<HTMLElement>("main figure")];
  const sources = figures.flatMap((figure) => pictureSource(figure) ?? []);
  const [title, run, { theme }] = [sheetTitle(), runLabel(), usePictureLook.getState()];
  return save("The charts were", ({ saveSheet }) => saveSheet(title, sources, theme, run));
}

/** Returns the title of a picture of all charts. */
export const sheetTitle = (): string =>
  `Unitary RNN Lab: ${matchingPreset(lab.state.applied)?.label ?? "Custom settings"}`;

/** Whether a file is a lecture; it is then among the user's own. @throws Error with a sentence if it cannot be read */
async function takenAsLecture(file: File): Promise<boolean> {
  // Pictures and the parts of a run that come first need no code of lectures.
  if (!(await file.slice(0, 1000).text()).includes("unitary-rnn-lab/scenes")) return false;
  const { lectureText, takeLecture } = await loadPart(() => import("../../store/own-scenes"));
  const text = await lectureText(file);
  if (text !== undefined) takeLecture(text);
  return text !== undefined;
}

/** Makes the fork of a file again, and says so, or why it could not be made. */
async function forkAgain(file: File, fork: ForkPlan): Promise<void> {
  const which = `of lane ${fork.lane.toUpperCase()} at step ${formatCount(fork.step)}`;
  try {
    await replayFork(lab, fork);
    const { coming } = fork.stops[fork.stops.length - 1];
    const planned = coming.length > 0 ? ` Planned as in the file: ${changesText(coming)}.` : "";
    lab.notify(`The fork ${which} was made again from ${file.name}.${planned}`, "quiet");
  } catch (error) {
    lab.notify(`The fork ${which} of ${file.name} was not made again: ${messageOf(error)}.`, "warning");
  }
}

/** Starts a new run with the settings in a file, and shows its sequence; a picture of another screen opens that screen. */
export async function importFile(file: File): Promise<void> {
  try {
    const hash = await readAddressFromPicture(file);
    if (hash !== undefined) {
      const { screen, own, refusals } = parseHash(hash);
      if (refusals.length > 0) throw new Error(refusals[0].message);
      // The run in the lab is not changed.
      address.go(address.link(screen, own));
      return;
    }
    if (await takenAsLecture(file)) return;
    await lookUpOwnText();
    const { config, changes = [], fork, sequence, refusals } = await readImport(file);
    if (fork) void forkAgain(file, fork);
    else lab.open(config, null, changes);
    lab.showSequence(sequence);
    if (useScreen.getState().screen !== "lab") address.go(address.link("lab"));
    for (const { message } of refusals) lab.notify(message, "warning");
    if (fork) return;
    if (fork === null)
      lab.notify(
        "The file is of a fork, and does not say how its lanes were set before it, as files of earlier releases do not. It is not forked: each lane has its own starting weights.",
        "warning",
      );
    const planned = changes.length > 0 ? ` Planned as in the file: ${changesText(changes)}.` : "";
    lab.notify(`Settings taken from ${file.name}.${planned}`, "quiet");
  } catch (error) {
    lab.notify(`${file.name} was not imported. ${messageOf(error)}`, "warning");
  }
}
