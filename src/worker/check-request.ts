import { allowed, inWords, parseField } from "../config/parse";
import { roomRefusal } from "../config/room";
import { BACKENDS, getField, KEYS, type RunConfig } from "../config/schema";
import type { Pace, Request } from "./protocol";

const ALONE = ["pause", "step"] as const;
const PACED = ["play", "pace"] as const;
const WITH_CONFIG = ["load", "adjust", "reset", "try webgpu"] as const;

/** What development builds alone understand is checked where it is caused. */
const TYPES: readonly Request["type"][] = [
  ...WITH_CONFIG,
  "resume",
  ...PACED,
  ...ALONE,
  "export",
  "cause fault",
];

/** What a message claims to ask, for the answer to a wrong one; what asks for nothing known changes nothing. */
export const claimedType = (message: unknown): Request["type"] =>
  TYPES.find((type) => isObject(message) && type === message.type) ?? "adjust";

type LoadRequest = Extract<Request, { type: "load" }>;
type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A message as the request that it claims to be, with every field of its config inside its range and the whole
 * within the device's memory, before any of it is taken.
 * @throws Error with a sentence: which part is wrong, and what would be right
 */
export function checkRequest(message: unknown): Request {
  if (!isObject(message)) throw new Error(`A request must be an object; this is ${inWords(message)}.`);
  const alone = ALONE.find((type) => type === message.type);
  if (alone) return { type: alone };
  const paced = PACED.find((type) => type === message.type);
  if (paced) return { type: paced, pace: checkPace(message.pace ?? null) };
  if (message.type === "export") return checkExport(message);
  if (message.type === "resume") return checkResume(message);
  if (message.type === "cause fault") return message as unknown as Request;
  const type = WITH_CONFIG.find((one) => one === message.type);
  if (!type) {
    throw new Error(`type = “${inWords(message.type)}” was refused: it must be one of ${TYPES.join(", ")}.`);
  }
  const config = checkConfig(message.config);
  if (type === "load") return { type, config, gpuLater: message.gpuLater === true, ...checkSetting(message) };
  if (type === "try webgpu") return { type, config, run: checkRun(message.run), ...checkSetting(message) };
  return { type, config };
}

/** @throws Error where it is neither null nor a number of steps per second above 0 */
function checkPace(pace: unknown): Pace {
  if (pace === null || (typeof pace === "number" && pace > 0)) return pace;
  throw new Error(`pace = “${inWords(pace)}” was refused: it must be steps per second above 0, or null.`);
}

/** @throws Error where it is no number of a run */
function checkRun(run: unknown): number {
  if (typeof run === "number" && Number.isSafeInteger(run) && run >= 0) return run;
  throw new Error(`run = “${inWords(run)}” was refused: it must be a whole number from 0 on.`);
}

/** @throws Error where a moment is asked for and a lane's checkpoint is wrong */
function checkExport({ at }: Fields): Request {
  if (at === null) return { type: "export", at };
  for (const lane of isObject(at) ? [at.a, at.b] : [at]) checkLane(isObject(lane) && lane.from);
  return { type: "export", at: at as Extract<Request, { type: "export" }>["at"] };
}

/** @throws Error where the site's address or the backends to avoid are something else */
function checkSetting({ siteBase, avoid }: Fields): Pick<LoadRequest, "siteBase" | "avoid"> {
  if (typeof siteBase !== "string" || !URL.canParse(siteBase)) {
    throw new Error(`siteBase = “${inWords(siteBase)}” was refused: it must be an address.`);
  }
  const known = (one: unknown) => isObject(one) && isBackend(one.backend) && typeof one.why === "string";
  if (!Array.isArray(avoid) || !avoid.every(known)) {
    throw new Error(`avoid = “${inWords(avoid)}” was refused: it must list backends, each with why.`);
  }
  return { siteBase, avoid };
}

const isBackend = (name: unknown) => name !== "auto" && BACKENDS.some((backend) => backend === name);

/** @throws Error where a lane's settings are wrong */
function checkLane(lane: unknown): void {
  if (!isObject(lane)) throw new Error("checkpoint was refused: it must hold lanes a and b.");
  checkConfig(lane.begun);
  checkConfig(lane.config);
  if (lane.key !== "a" && lane.key !== "b")
    throw new Error(`key = “${inWords(lane.key)}” was refused: it must be a or b.`);
}

/** @throws Error where a lane's settings are wrong, or the backend is none */
function checkResume(message: Fields): Request {
  const { checkpoint, backend, upTo } = message;
  const lanes = isObject(checkpoint) && isObject(checkpoint.lanes) ? checkpoint.lanes : {};
  for (const lane of [lanes.a, lanes.b]) checkLane(lane);
  if (typeof upTo !== "number" || (upTo !== 0 && "refusal" in parseField("steps", upTo))) {
    throw new Error(`upTo = “${inWords(upTo)}” was refused: it must be ${allowed("steps")}, or 0.`);
  }
  if (!isBackend(backend)) {
    throw new Error(`backend = “${inWords(backend)}” was refused: it must be one that runs.`);
  }
  const { siteBase, avoid } = checkSetting(message);
  return { ...(message as unknown as Extract<Request, { type: "resume" }>), siteBase, avoid };
}

/** @throws Error naming the first field that is absent or outside its range, or the length where too large */
function checkConfig(config: unknown): RunConfig {
  const whole = isObject(config) && isObject(config.a) && isObject(config.b);
  if (!whole)
    throw new Error(
      `config = “${inWords(config)}” was refused: it must hold every setting, with lanes a and b.`,
    );
  const complete = config as unknown as RunConfig;
  for (const key of KEYS) {
    const value = getField(complete, key);
    const parsed = parseField(key, value);
    if ("refusal" in parsed) throw new Error(parsed.refusal.message);
    if (parsed.value !== value)
      throw new Error(`${key} = “${inWords(value)}” was refused: it must be a number.`);
  }
  const tooLarge = roomRefusal(complete);
  if (tooLarge) throw new Error(tooLarge.message);
  return complete;
}
