import * as v from "valibot";
import { type Change, isChange } from "../config/changes";
import { memoryRefusal } from "../config/memory-limit";
import { allowed, CONFIG, parseField } from "../config/parse";
import { BACKENDS } from "../config/schema";
import type { PerLane } from "../lanes";
import { LANE_KEYS } from "../lanes";
import { checked, inWords, read, refused, shape, unless } from "../valid";
import type { DevFault } from "./dev-fault";
import type { Avoided, EarlierLane, Pace, Request, RunCheckpoint, RunningBackend } from "./protocol";

/** A config that stays within the memory limit. */
const FITTING = v.pipe(
  CONFIG,
  unless((config) => memoryRefusal(config)?.message),
);

/** Absent means that none are planned. */
const COMING = v.optional(
  v.custom<readonly Change[]>(
    (given) => Array.isArray(given) && given.every(isChange),
    "list changes of settings, each with step, setting, from and to",
  ),
);

const BACKEND = v.custom<RunningBackend>(
  (name) => name !== "auto" && BACKENDS.some((backend) => backend === name),
  "be one that runs",
);
const AVOID = v.array(v.object({ backend: BACKEND, why: v.string() }));
const SETTING = {
  siteBase: v.custom<string>((given) => typeof given === "string" && URL.canParse(given), "be an address"),
  avoid: v.custom<readonly Avoided[]>((given) => v.is(AVOID, given), "list backends, each with why"),
};

/** Absent means null, full speed. */
const PACE = v.nullish(
  v.custom<Pace>((given) => typeof given === "number" && given > 0, "be steps per second above 0, or null"),
  null,
);
const RUN = v.custom<number>(
  (given) => Number.isSafeInteger(given) && Number(given) >= 0,
  "be a whole number from 0 on",
);
const UP_TO = v.custom<number>(
  (given) => typeof given === "number" && (given === 0 || "value" in parseField("steps", given)),
  `be ${allowed("steps")}, or 0`,
);

const NO_LANES = "checkpoint was refused: it must hold lanes a and b.";
/** The settings of a lane's checkpoint. Its weights are not checked, because they come from a worker of this page. */
const LANE = shape(
  {
    begun: FITTING,
    config: FITTING,
    key: v.picklist(LANE_KEYS, ({ input }) => refused("key", input, "be a or b")),
  },
  NO_LANES,
);
const CHECKPOINT = shape({ lanes: shape({ a: LANE, b: LANE }, NO_LANES) }, NO_LANES);
const EARLIER = shape({ from: LANE }, NO_LANES);
const MOMENT = shape({ a: EARLIER, b: EARLIER }, NO_LANES);

const request = <Type extends string, Parts extends v.ObjectEntries>(type: Type, parts: Parts) =>
  shape({ type: v.literal(type), ...parts });

const REQUESTS = {
  load: request("load", {
    config: FITTING,
    coming: COMING,
    gpuLater: v.fallback(v.boolean(), false),
    ...SETTING,
  }),
  adjust: request("adjust", { config: FITTING, coming: COMING }),
  reset: request("reset", { config: FITTING, coming: COMING }),
  "try webgpu": request("try webgpu", { config: FITTING, run: RUN, ...SETTING }),
  resume: request("resume", {
    checkpoint: checked<RunCheckpoint>(CHECKPOINT),
    upTo: UP_TO,
    backend: BACKEND,
    ownText: v.optional(v.string("ownText was refused: it must be text.")),
    ...SETTING,
  }),
  play: request("play", { pace: PACE, until: v.optional(UP_TO) }),
  pace: request("pace", { pace: PACE }),
  pause: request("pause", {}),
  step: request("step", {}),
  export: request("export", {
    at: v.nullable(checked<PerLane<EarlierLane>>(MOMENT)),
  }),
  /** Only development builds act on it, and the code that causes the fault checks it. */
  "cause fault": request("cause fault", { fault: v.custom<DevFault>(() => true) }),
} satisfies {
  readonly [Type in Request["type"]]: v.GenericSchema<unknown, Extract<Request, { type: Type }>>;
};

const TYPES = Object.keys(REQUESTS) as readonly Request["type"][];
const TYPED = shape(
  { type: v.picklist(TYPES, `be one of ${TYPES.join(", ")}`) },
  ({ input }) => `A request must be an object; this is ${inWords(input)}.`,
);

/** The request type named in an error reply; unknown messages are reported as `adjust`, which is harmless. */
export const claimedType = (message: unknown): Request["type"] =>
  v.parse(v.fallback(TYPED, { type: "adjust" }), message).type;

/**
 * Validates a message before any part of it is used: every field of its config is in range, and the run fits into the
 * memory limit.
 * @throws Error with a sentence that names the part that is wrong and what is allowed
 */
export const checkRequest = (message: unknown): Request => read(REQUESTS[read(TYPED, message).type], message);
