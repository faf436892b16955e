import { type Random, random } from "../math/random";
import type { Coding } from "../tasks/task";
import type { TextNetwork } from "./network";

/** A possible next token. */
export interface Candidate {
  readonly token: number;
  readonly probability: number;
}

/** One generated token, and the candidates that it was drawn from. */
export interface Written {
  readonly token: number;
  /** The most probable candidates, in descending order. */
  readonly candidates: readonly Candidate[];
}

/** The number of candidates that are reported. */
export const CANDIDATES = 8;
/** The largest number of tokens in a prompt. */
export const MAX_PROMPT = 2000;

/**
 * softmax(y/τ) without one class, whose probability is 0; at τ = 0 the largest output has probability 1.
 * @param temperature τ
 * @param without the class that is left out
 * @returns the probabilities; all are NaN if an output is not finite
 */
export function distribution(outputs: Float64Array, temperature: number, without: number): Float64Array {
  const allowed = Float64Array.from(outputs, (y, k) => (k === without ? Number.NEGATIVE_INFINITY : y));
  const largest = allowed.reduce((max, y) => Math.max(max, y), Number.NEGATIVE_INFINITY);
  if (temperature === 0) {
    const first = allowed.indexOf(largest);
    return allowed.map((_, k) => (k === first ? 1 : 0));
  }
  const exponentials = allowed.map((y) => Math.exp((y - largest) / temperature));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** Draws a class: the one at which the cumulative sum of probabilities exceeds u ∈ [0, 1). */
export function draw(probabilities: Float64Array, u: number): number {
  let sum = 0;
  for (const [k, probability] of probabilities.entries()) {
    sum += probability;
    if (u < sum) return k;
  }
  // Rounding may leave the sum just below 1.
  return probabilities.findLastIndex((probability) => probability > 0);
}

/** The settings of the generation. */
export interface Manner {
  /** τ: values below 1 favour probable tokens, values above 1 improbable ones. */
  readonly temperature: number;
  readonly seed: number;
}

/** Continues a prompt with a network, which reads each generated token in turn. */
export class Writer {
  readonly #network: TextNetwork;
  readonly #unknown: number;
  readonly #temperature: number;
  readonly #random: Random;
  #outputs: Float64Array;

  /** @throws Error with a sentence if the prompt is empty or too long */
  constructor(network: TextNetwork, language: Coding, prompt: string, { temperature, seed }: Manner) {
    const read = language.encode(prompt);
    if (read.length === 0) throw new Error(`The prompt is empty: it needs at least one ${language.unit}.`);
    if (read.length > MAX_PROMPT) {
      throw new Error(`The prompt has ${read.length} ${language.unit}s; at most ${MAX_PROMPT} are read.`);
    }
    this.#network = network;
    // The last class is all rare tokens; it is never generated.
    this.#unknown = network.outputs - 1;
    this.#temperature = temperature;
    this.#random = random(seed, "text");
    this.#outputs = new Float64Array(network.outputs);
    network.reset();
    for (const token of read) this.#outputs = network.read(token);
  }

  /** Generates one token. @throws Error if the network's outputs are not finite */
  next(): Written {
    const probabilities = distribution(this.#outputs, this.#temperature, this.#unknown);
    if (probabilities.some(Number.isNaN)) {
      throw new Error(
        "The network’s outputs are not finite: training stopped early, or W has grown too large.",
      );
    }
    const candidates = [...probabilities.entries()]
      .map(([token, probability]) => ({ token, probability }))
      .sort((one, other) => other.probability - one.probability)
      .slice(0, CANDIDATES);
    const token = draw(probabilities, this.#random.next());
    this.#outputs = this.#network.read(token);
    return { token, candidates };
  }
}
