import { version } from "../../package.json";
import { formatQuery } from "../config/url";
import { LANE_KEYS, type LaneKey } from "../lanes";
import { SCALARS } from "./history";
import { lab } from "./use-lab";

/** The number of last steps of each lane in a report. */
const LAST_STEPS = 10;

/**
 * A report that helps to diagnose a fault, as text: versions, settings, backend and the last steps. It has nothing about
 * the user: no address except the settings, no names, no files, no times of day.
 * @param error the error that the page caught, if there was one
 */
export function faultReport(error?: Error): string {
  const { applied, backend, phase, failure, notices, step, playing } = lab.state;
  const device = backend ? `${backend.running}, ${backend.adapter} (${backend.why})` : "none yet";
  const rejected = backend?.rejected.map((one) => `not ${one.backend}: ${one.why}`) ?? [];
  return [
    `Unitary RNN Lab ${version}`,
    `Browser: ${navigator.userAgent}`,
    `Backend: ${[device, ...rejected].join("; ")}`,
    `Settings: #${formatQuery(applied) || "default"}`,
    `State: ${phase}, ${playing ? "playing" : "paused"}, step ${step}`,
    ...(failure ? [`Failure: ${failure}`] : []),
    ...(error ? [`Error: ${error.name}: ${error.message}`, ...frames(error)] : []),
    // Other notices may contain a file name or text that the user typed.
    ...notices.filter(({ run, fault }) => run !== undefined || fault).map(({ text }) => `Notice: ${text}`),
    ...LANE_KEYS.flatMap((key) => [`Lane ${key.toUpperCase()}, last steps:`, ...lastSteps(key)]),
  ].join("\n");
}

/** The stack frames of an error inside the page's own program; other addresses are left out. */
function frames({ stack = "" }: Error): string[] {
  return [...stack.matchAll(/at (?:async )?(\S+)?.*?([\w.-]+\.[jt]sx?[^\s)]*)\)?$/gm)].map(
    ([, name, place]) => `  at ${name ?? "?"} ${place}`,
  );
}

function lastSteps(key: LaneKey): string[] {
  const { x, columns } = lab.history.lane(key).scalars.kept();
  const from = Math.max(0, x.length - LAST_STEPS);
  return Array.from(x.subarray(from), (step, i) =>
    [
      `  step ${step}`,
      ...SCALARS.map((name, column) => `${name} ${columns[column][from + i].toPrecision(6)}`),
    ].join(", "),
  );
}
