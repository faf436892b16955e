import { PRESETS, presetConfig } from "../../src/config/presets";
import type { RunConfig } from "../../src/config/schema";
import type { LaneKey } from "../../src/lanes";
import { formatNumber, powerOfTen } from "../../src/math/number-format";
import { spectrum } from "../../src/math/spectrum";
import { iterationsUntilBroken } from "../../src/screens/lesson/mathematics/breaking";
import { SWAP } from "../../src/screens/lesson/mathematics/unitary-examples";
import { LaneTrainer } from "../../src/training/lane-trainer";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import type { Measurement, Tools } from "./measurement";

/** What the README’s script says, on seed 1. */
interface Script {
  /** *Remember*: what A keeps of its gradient at first; the first look at which B recalls all; A’s loss at the end. */
  readonly kept: number;
  readonly learnedAt: number;
  readonly plainLoss: number;
  /** *The constraint matters*: the steps at which lane A and, by Naive, lane B stop; Naive’s last finite W. */
  readonly stopA: number;
  readonly stopNaive: number;
  readonly outside: number;
  readonly modulus: number;
  readonly drift: number;
  /** *Explode*: the spectral radius of A’s start, and its first ‖∂L/∂W‖. */
  readonly radius: number;
  readonly gradient: number;
  readonly stopExplode: number;
  /** *The activation matters*: what A keeps at first. */
  readonly sigmoid: number;
  /** Iterations of the lecture’s program at 10, 10⁻⁸ and 10⁻¹⁰. */
  readonly iterations: readonly (number | null)[];
}

const USED = ["remember", "constraint", "explode", "activation"];
const RATES = [10, 1e-8, 1e-10];
/** Eigenvalues above this modulus are outside the circle by more than the start’s rounding. */
const OUTSIDE = 1.05;

async function lane(id: string, key: LaneKey, { taskOf }: Tools, change: Partial<RunConfig["b"]> = {}) {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw new Error(`There is no preset ${id}.`);
  const config = presetConfig(preset);
  const changed = { ...config, [key]: { ...config[key], ...change } };
  return { config, trainer: await LaneTrainer.begin(changed, key, await taskOf(changed)) };
}

const kept = async (trainer: LaneTrainer) => {
  const { gradLast } = await trainer.probe();
  return gradLast[1] / gradLast[gradLast.length - 1];
};

/** Trains until it stops. @returns the step */
async function stopOf(trainer: LaneTrainer): Promise<number> {
  while (!trainer.stopped && trainer.step < 500) {
    await trainer.advance();
    await trainer.drain();
  }
  return trainer.stopped?.step ?? Number.NaN;
}

export const script: Measurement<Script> = {
  name: "script",
  subject: `presets ${JSON.stringify(PRESETS.filter(({ id }) => USED.includes(id)).map(({ id, settings }) => [id, settings]))}, seed 1`,
  ofEngine: true,
  async *measure(tools) {
    const [a, b] = [await lane("remember", "a", tools), await lane("remember", "b", tools)];
    const keptAtFirst = await kept(a.trainer);
    let learnedAt = Number.NaN;
    while (b.trainer.step < b.config.steps) {
      await b.trainer.advance();
      const { step, accuracy, loss } = b.trainer.heldOut;
      if (Number.isNaN(learnedAt) && accuracy === 1 && loss < 1e-4) learnedAt = step;
    }
    while (a.trainer.step < a.config.steps) await a.trainer.advance();
    const plainLoss = a.trainer.heldOut.loss;
    const thrown = await lane("constraint", "a", tools);
    const naive = await lane("constraint", "b", tools, { rule: "euclidean" });
    const [stopA, stopNaive] = [await stopOf(thrown.trainer), await stopOf(naive.trainer)];
    const broken = await naive.trainer.probe();
    const { re, im, spectralRadius } = spectrum({
      n: naive.config.units,
      values: Float64Array.from(broken.w),
    });
    const outside = Array.from(re, (x, i) => Math.hypot(x, im[i])).filter((size) => size > OUTSIDE).length;
    const exploding = await lane("explode", "a", tools);
    const start = await exploding.trainer.probe();
    const { spectralRadius: radius } = spectrum({
      n: exploding.config.units,
      values: Float64Array.from(start.w),
    });
    await exploding.trainer.advance();
    const { records } = await exploding.trainer.drain();
    const sigmoid = await kept((await lane("activation", "a", tools)).trainer);
    yield {
      kept: keptAtFirst,
      learnedAt,
      plainLoss,
      stopA,
      stopNaive,
      outside,
      modulus: spectralRadius,
      drift: broken.drift,
      radius,
      gradient: records[0].gradNorm,
      stopExplode: await stopOf(exploding.trainer),
      sigmoid,
      iterations: RATES.map((rate) => iterationsUntilBroken(SWAP, rate)),
    };
  },
};

const magnitude = (value: number) => powerOfTen(Math.round(Math.log10(value)));
const COUNTS = [
  "no eigenvalue",
  "one eigenvalue",
  "two eigenvalues",
  "three eigenvalues",
  "four eigenvalues",
];

/** The numbers of the README’s script. */
export function scriptSlots(data: Data): Slots {
  const [found] = data.rows(script);
  const [first, second, third] = found.iterations;
  return {
    kept: magnitude(found.kept),
    learnedAt: String(found.learnedAt),
    plainLoss: formatNumber(found.plainLoss),
    stopA: String(found.stopA),
    stopNaive: String(found.stopNaive),
    before: String(found.stopNaive - 1),
    outside: COUNTS[found.outside] ?? `${found.outside} eigenvalues`,
    modulus: formatNumber(found.modulus),
    drift: formatNumber(found.drift),
    radius: formatNumber(found.radius),
    gradient: formatNumber(found.gradient),
    sigmoid: magnitude(found.sigmoid),
    iterations: `${first} iteration${first === 1 ? "" : "s"}`,
    small: String(second),
    smaller: String(third),
  };
}
