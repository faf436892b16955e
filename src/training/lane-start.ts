import { misfitSentence } from "../config/fit-lanes";
import type { LaneConfig, RunConfig } from "../config/schema";
import { INITIALISATIONS } from "../initialisations";
import { scanned } from "../kernels/activations";
import { places, sizeOf, withDiagonal } from "../kernels/cell-size";
import { CELLS } from "../kernels/cells";
import type { LaneKey } from "../lanes";
import type { Matrix } from "../math/arrays";
import { realForm } from "../math/complex";
import { drawRing, inputScales, type Ring } from "../math/diagonal";
import { projectToOrthogonal } from "../math/nearest-orthogonal";
import { formatNumber } from "../math/number-format";
import { type Random, random } from "../math/random";
import { RULES, type Rule } from "../rules";
import type { Task } from "../tasks/task";
import type { Cell } from "./cell";
import { initialParameters } from "./parameters";

/** The initial weights of a lane; every part is drawn from its own stream of random numbers. */
export interface InitialLaneParts {
  readonly cell: Cell;
  /**
   * n×n, or a complex W in real form, unitary if the rule keeps W unitary; of a gated cell the blocks above one another. A rule
   * that draws its own start does not read it.
   */
  readonly w0: Matrix;
  /** All other weights, flat. */
  readonly parameters: Float32Array;
}

/**
 * Draws the initial weights of a lane from the run's seed.
 * @throws RangeError with a sentence if a gated cell does not go with the lane's rule or numbers
 */
export function laneStart(run: RunConfig, key: LaneKey, task: Task): InitialLaneParts {
  const config = run[key];
  const initialisation = INITIALISATIONS[config.init];
  const complex = config.numbers === "complex";
  const { cell } = config;
  const misfit = misfitSentence(config);
  if (CELLS[cell].gated && misfit)
    throw new RangeError(`${misfit}: choose another rule, real numbers, or the simple cell.`);
  const rule = RULES[config.rule];
  const size = withDiagonal(sizeOf(run.units, config, task), rule.diagonal);
  const stream = random(run.seed, `W of ${key}`);
  const drawn = complex
    ? realForm(initialisation.complexRecurrent(run.units, config.gain, stream, projectToOrthogonal))
    : stacked(
        CELLS[cell].blocks.map(() =>
          initialisation.recurrent(run.units, config.gain, stream, projectToOrthogonal),
        ),
      );
  const parameters = initialParameters(size, initialisation, random(run.seed, `parameters of ${key}`));
  const forgetting = CELLS[cell].blocks.indexOf("f");
  if (forgetting >= 0) {
    const start = places(size).b.start + forgetting * run.units;
    parameters.fill(config.forget, start, start + run.units);
  }
  if (rule.diagonal) {
    const scales = inputScales(drawRing(run.units, ringOf(config), ruleStream(run.seed, key)));
    const { start, end } = places(size).Vt;
    for (let at = start; at < end; at++) parameters[at] *= scales[(at - start) % run.units];
  }
  return {
    cell: { activation: scanned(config.activation, complex), size },
    // A rule that keeps W unitary is given a unitary start, whatever the initialisation drew.
    w0: rule.keeps === "unitary" ? projectToOrthogonal(drawn).nearest : drawn,
    parameters,
  };
}

/** The random numbers of a rule that draws its own start. */
export const ruleStream = (seed: number, key: LaneKey): Random => random(seed, `rule of ${key}`);

/** The ring on which the λ of a lane start, if its rule has a diagonal W. */
export const ringOf = ({ ringMin, ringMax, phase }: LaneConfig): Ring => ({
  min: ringMin,
  max: ringMax,
  phase,
});

/** Matrices above one another; one alone is itself. */
function stacked(blocks: readonly Matrix[]): Matrix {
  const [{ n }] = blocks;
  const values = new Float64Array(blocks.length * n * n);
  for (const [k, block] of blocks.entries()) values.set(block.values, k * n * n);
  return { n, values };
}

/**
 * The start of a rule that takes over in the middle of a run, given the present W: a rule that keeps W unitary starts
 * from the nearest orthogonal matrix.
 * @returns that start, and a remark for the user if there is one
 */
export function startFrom(w: Matrix, rule: Rule): { readonly w0: Matrix; readonly remark?: string } {
  if (rule.keeps !== "unitary") return { w0: w };
  const { nearest, distance, smallestSingularValue } = projectToOrthogonal(w);
  if (rule.drawsStart)
    return { w0: nearest, remark: `“${rule.label}” cannot start from a given W, so another W was drawn.` };
  const unique = smallestSingularValue > 1e-6 ? "" : " (W was singular: others are as near)";
  const remark = `W was projected to the nearest orthogonal matrix${unique}: it moved by ‖ΔW‖ = ${formatNumber(distance)}.`;
  return { w0: nearest, remark };
}
