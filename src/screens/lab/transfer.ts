import packageJson from "../../../package.json";
import { readImport } from "../../config/import";
import { download } from "../../export/download";
import { exportFileName } from "../../export/file-name";
import { runJson } from "../../export/run-json";
import { sharedAddress } from "../../store/address";
import { useScreen } from "../../store/page";
import { lab } from "../../store/use-lab";
import { laneNames, runLabel } from "./run-label";

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Saves the run as it stands. */
export async function exportRun(): Promise<void> {
  try {
    const exported = await lab.exported();
    const { applied, backend } = lab.state;
    if (!backend) return;
    const json = runJson({
      config: applied,
      backend,
      history: lab.history,
      exported,
      names: laneNames(applied),
      userAgent: navigator.userAgent,
      app: packageJson.version,
    });
    download(new Blob([json], { type: "application/json" }), exportFileName("run", runLabel(), "json"));
  } catch (error) {
    lab.notify(`The run was not exported. ${reason(error)}`, "warning");
  }
}

/** Saves the run's two networks, from their start, as a program for PyTorch. */
export async function exportPyTorch(): Promise<void> {
  try {
    const { dataFile, pytorchProgram } = await import("../../export/pytorch");
    const { applied } = lab.state;
    const site = location.href.split(/[?#]/)[0];
    const program = pytorchProgram(applied, site);
    const name = exportFileName("pytorch", { ...runLabel(), step: 0 }, "py");
    download(new Blob([program], { type: "text/x-python" }), name);
    const data = dataFile(applied, site);
    if (data) lab.notify(`The program reads ${data.name}. Put it beside: ${data.address}`, "quiet");
  } catch (error) {
    lab.notify(`The program was not exported. ${reason(error)}`, "warning");
  }
}

/** Starts afresh with the settings that a file carries. */
export async function importFile(file: File): Promise<void> {
  try {
    const { config, refusals } = await readImport(file);
    lab.open(config);
    for (const { message } of refusals) lab.notify(message, "warning");
    lab.notify(`Settings taken from ${file.name}.`, "quiet");
  } catch (error) {
    lab.notify(`${file.name} was not imported. ${reason(error)}`, "warning");
  }
}

/** Puts a link to this screen and these settings into the clipboard. @returns whether the browser let it */
export async function copyLink(): Promise<boolean> {
  const link =
    location.href.split("#")[0] + sharedAddress(lab.state.config, useScreen.getState().screen, location.hash);
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    lab.notify(`The browser does not let the page copy. The link is ${link}`, "quiet");
    return false;
  }
}
