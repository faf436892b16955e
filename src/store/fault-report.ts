import { version } from "../../package.json";
import { formatQuery } from "../config/url";
import { LANE_KEYS, type LaneKey } from "../lanes";
import { SCALARS } from "./history";
import { lab } from "./use-lab";

/** Steps of each lane that a report has in it. */
const LAST_STEPS = 10;

/**
 * What it takes to understand a fault, as text: versions, settings, backend and the last steps. Nothing about the
 * person: no address but the settings, no names, no files, no times of day.
 * @param error what broke on the page, where something did
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
    // Others may name a file, or say what was typed.
    ...notices.filter(({ run, fault }) => run !== undefined || fault).map(({ text }) => `Notice: ${text}`),
    ...LANE_KEYS.flatMap((key) => [`Lane ${key.toUpperCase()}, last steps:`, ...lastSteps(key)]),
  ].join("\n");
}

/** Where in the page's own program it broke; an address outside of it is left out. */
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
