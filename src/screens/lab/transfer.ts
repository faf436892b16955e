import packageJson from "../../../package.json";
import { address } from "../../address";
import { parseHash } from "../../address/hash";
import { readAddressFromPicture, readImport } from "../../config/import";
import { matchingPreset } from "../../config/presets";
import { messageOf } from "../../errors";
import { download } from "../../export/download";
import { exportFileName } from "../../export/file-name";
import { usePictureLook } from "../../export/picture-choice";
import { pictureSource } from "../../export/picture-source";
import { runJson } from "../../export/run-json";
import { formatCount } from "../../math/number-format";
import { wholePlan } from "../../store/changes";
import { lookUpOwnText } from "../../store/look-up-own-text";
import { useScreen } from "../../store/page";
import { lab } from "../../store/use-lab";
import { changesText } from "./change-text";
import { laneNames, runLabel } from "./run-label";

/** Saves the run as it is now. */
export async function exportRun(): Promise<void> {
  try {
    const { step, live } = lab.showing.current;
    const exported = await lab.exported();
    const { backend, fork, heldOut, sequence } = exported.state;
    if (!backend || !heldOut) return;
    const { config, lanes } = exported.answer;
    const others = [exported.history.a, exported.history.b].map(({ stopped }, i) => {
      const of = [lanes.a, lanes.b][i].step;
      return of === step || (stopped !== null && stopped.step <= step) ? [] : [of];
    });
    const [other] = others.flat();
    if (!live && other !== undefined) {
      const why =
        "settings have changed since then, or there is no checkpoint from which that step can be computed again";
      lab.notify(`The file is of step ${formatCount(other)}, not ${formatCount(step)}: ${why}.`, "quiet");
    }
    const json = runJson({
      config,
      backend,
      exported,
      names: laneNames(config, fork),
      fork,
      heldOut,
      sequence,
      userAgent: navigator.userAgent,
      app: packageJson.version,
    });
    const label = runLabel(Math.max(lanes.a.step, lanes.b.step), config);
    download(new Blob([json], { type: "application/json" }), exportFileName("run", label, "json"));
  } catch (error) {
    lab.notify(`The run was not exported. ${messageOf(error)}`, "warning");
  }
}

/** Saves the run's two networks, from their start, as a program for PyTorch. */
export async function exportPyTorch(): Promise<void> {
  try {
    const { dataFile, dataFileText, pytorchProgram } = await import("../../export/pytorch");
    const { fork } = lab.state;
    const plan = { ...wholePlan(lab.state), fork };
    const site = location.href.split(/[?#]/)[0];
    const program = pytorchProgram(plan, site);
    const name = exportFileName("pytorch", { ...runLabel(), step: 0 }, "py");
    download(new Blob([program], { type: "text/x-python" }), name);
    const data = dataFile(plan.begun, site);
    if (data) lab.notify(`The program is saved. ${dataFileText(data)}`, "quiet");
  } catch (error) {
    lab.notify(`The program was not exported. ${messageOf(error)}`, "warning");
  }
}

/** Returns the title of a picture of all charts. */
export const sheetTitle = (): string =>
  `Unitary RNN Lab: ${matchingPreset(lab.state.applied)?.label ?? "Custom settings"}`;

/** Saves all charts on the page, as they are now, as one sheet of 1920 × 1080 pixels. */
export async function exportAllCharts(): Promise<void> {
  try {
    const figures = [...document.querySelectorAll<HTMLElement>("main figure")];
    const sources = figures.flatMap((figure) => pictureSource(figure) ?? []);
    const [title, run, { theme }] = [sheetTitle(), runLabel(), usePictureLook.getState()];
    const { saveSheet } = await import("../../export/save-sheet");
    await saveSheet(title, sources, theme, run);
  } catch (error) {
    lab.notify(`The charts were not exported. ${messageOf(error)}`, "warning");
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
    await lookUpOwnText();
    const { config, changes = [], fork, sequence, refusals } = await readImport(file);
    lab.open(config, null, changes);
    lab.showSequence(sequence);
    if (useScreen.getState().screen !== "lab") address.go(address.link("lab"));
    for (const { message } of refusals) lab.notify(message, "warning");
    if (fork)
      lab.notify(
        `The file is of a fork of lane ${fork.lane.toUpperCase()} at step ${formatCount(fork.step)}. Both lanes have its settings, but each its own starting weights: an import does not fork.`,
        "quiet",
      );
    const planned = changes.length > 0 ? ` Planned as in the file: ${changesText(changes)}.` : "";
    lab.notify(`Settings taken from ${file.name}.${planned}`, "quiet");
  } catch (error) {
    lab.notify(`${file.name} was not imported. ${messageOf(error)}`, "warning");
  }
}

/** Returns a link to this screen and these settings. */
export const shareLink = (): string => location.href.split("#")[0] + address.shared();
