import packageJson from "../../../package.json";
import { download } from "../../export/download";
import { exportFileName } from "../../export/file-name";
import { OffScreen } from "../../export/off-screen";
import { runJson } from "../../export/run-json";
import { type LaneKey, perLane } from "../../lanes";
import { formatCount } from "../../math/number-format";
import { colour } from "../../plot/look";
import { wholePlan } from "../../store/changes";
import { lab } from "../../store/use-lab";
import { LANE_LOOKS } from "../lane-looks";
import { laneNames, runLabel } from "./run-label";

export { saveSheet } from "../../export/save-sheet";

/** What is saved from the lab; loaded when something is. */

/** Saves a run. @param shown the moment that was shown when it was asked for */
export async function saveRun(
  { step, live }: (typeof lab.showing)["current"],
  exporting: ReturnType<typeof lab.exported>,
): Promise<void> {
  const exported = await exporting;
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
}

/** The forms in which the run's two networks are saved for PyTorch: extension and media type. */
const PYTORCH_FILES = {
  program: ["py", "text/x-python"],
  notebook: ["ipynb", "application/x-ipynb+json"],
} as const;
export type PyTorchForm = keyof typeof PYTORCH_FILES;

/** How the page draws the lanes on light paper. */
function printedLooks() {
  const paper = new OffScreen("light");
  const looks = perLane((lane) => {
    const { mark, dash } = LANE_LOOKS[lane];
    return { colour: paper.colour(colour(mark)), dash };
  });
  paper.remove();
  return looks;
}

/** Saves the run's two networks, from their start, as a program for PyTorch or as a notebook. */
export async function savePyTorch(form: PyTorchForm): Promise<void> {
  const { dataFile, dataFileText, pytorchNotebook, pytorchProgram } = await import("../../export/pytorch");
  const { fork } = lab.state;
  const plan = { ...wholePlan(lab.state), fork };
  const site = location.href.split(/[?#]/)[0];
  const losses = (lane: LaneKey) => lab.history.lane(lane).line("loss", Number.POSITIVE_INFINITY);
  const text =
    form === "program"
      ? pytorchProgram(plan, site)
      : pytorchNotebook(plan, site, { losses: perLane(losses), looks: printedLooks() });
  const [extension, type] = PYTORCH_FILES[form];
  download(new Blob([text], { type }), exportFileName("pytorch", { ...runLabel(), step: 0 }, extension));
  // A notebook says it itself.
  const data = form === "program" ? dataFile(plan.begun, site) : undefined;
  if (data) lab.notify(`The program is saved. ${dataFileText(data)}`, "quiet");
}
