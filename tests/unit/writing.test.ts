import { beforeAll, describe, expect, it } from "vitest";
import type { RunConfig } from "../../src/config/schema";
import { configOf } from "../../src/experiments/expand";
import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { random } from "../../src/math/random";
import { characters } from "../../src/tasks/characters";
import { words } from "../../src/tasks/words";
import { freeBatch, uploadBatch } from "../../src/training/device-batch";
import { Lane } from "../../src/training/lane";
import { TextNetwork } from "../../src/writing/network";
import { distribution, draw, Writer } from "../../src/writing/writer";
import { useBackend } from "./backends";

const TEXT = "It was the best of times, it was the worst of times; it was the age of wisdom. ".repeat(60);

/** A lane after a few steps, its weights, and its own mean loss on held-out windows. */
async function trainedLane(config: RunConfig) {
  const task = characters.make(config, [TEXT]);
  const lane = new Lane(config, "b", task);
  for (let step = 0; step < 3; step++) {
    const batch = uploadBatch(task.batch(random(1, `batch ${step}`), config.batch));
    await lane.train(batch, config.lr);
    freeBatch(batch);
  }
  const heldOut = task.heldOut(random(1, "held out"), 8);
  const uploaded = uploadBatch(heldOut);
  const { loss } = await lane.evaluate(uploaded);
  freeBatch(uploaded);
  const weights = await lane.weights();
  lane.free();
  return { task, heldOut, loss, weights };
}

describe("a network in plain float64 arrays", () => {
  beforeAll(() => useBackend("cpu"));

  const lanes = [
    ...ACTIVATION_IDS.map((activation) => ({ rule: "exp", activation, numbers: "real" }) as const),
    { rule: "arjovsky", activation: "modrelu", numbers: "complex" },
    { rule: "exp", activation: "tanh", numbers: "complex" },
    { cell: "lstm", activation: "modrelu", numbers: "real", forget: 2 },
    { cell: "gru", activation: "modrelu", numbers: "real", rate: 0.1 },
  ] as const;
  it.each(lanes)("predicts what the trained lane predicts: %o", async (lane) => {
    const config = configOf({ task: "characters", length: 12, units: 6, batch: 4, init: "haar", ...lane });
    const { heldOut, loss, weights } = await trainedLane(config);
    const network = new TextNetwork(config.b, weights);
    let nats = 0;
    for (let k = 0; k < heldOut.size; k++) {
      network.reset();
      let outputs: Float64Array = new Float64Array(network.outputs);
      for (let t = 0; t < heldOut.steps; t++) outputs = network.read(heldOut.inputs[t * heldOut.size + k]);
      const p = distribution(outputs, 1, -1);
      nats -= Math.log(p[heldOut.targets[(heldOut.steps - 1) * heldOut.size + k]]) / heldOut.size;
    }
    expect(nats).toBeCloseTo(loss, 4);
  });

  it("refuses incomplete weights", () => {
    expect(() => new TextNetwork(configOf({}).b, { W: { shape: [1, 1], data: [1] } })).toThrow(
      /The network has no V/,
    );
  });
});

describe("drawing the next token", () => {
  const outputs = Float64Array.from([0, Math.log(2), Math.log(5), 10]);

  it("follows softmax at temperature 1, without the class that is never written", () => {
    expect(Array.from(distribution(outputs, 1, 3))).toEqual(
      [1 / 8, 2 / 8, 5 / 8, 0].map((p) => expect.closeTo(p, 12)),
    );
  });

  it("takes the most probable token at temperature 0, and becomes uniform at a high one", () => {
    expect(Array.from(distribution(outputs, 0, 3))).toEqual([0, 0, 1, 0]);
    const hot = distribution(outputs, 1000, 3);
    expect(Math.max(...hot) - 1 / 3).toBeLessThan(1e-3);
  });

  it("draws each token as often as it is probable", () => {
    const p = Float64Array.from([0.1, 0.6, 0, 0.3]);
    const stream = random(5, "draws");
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 20000; i++) counts[draw(p, stream.next())]++;
    for (const [k, count] of counts.entries()) expect(Math.abs(count / 20000 - p[k])).toBeLessThan(0.015);
    expect(draw(Float64Array.from([0.5, 0.4999999, 0]), 0.99999999)).toBe(1);
  });
});

describe("a writer", () => {
  const task = characters.make(configOf({ task: "characters", length: 10 }), [TEXT]);
  const language = task.language!;
  const n = task.outputs;
  /** W = 0, V = I, U shifts by one: after class k only k + 1 is likely. */
  const successor = () => {
    const eye = Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0));
    const shift = Float64Array.from({ length: n * n }, (_, i) =>
      Math.floor(i / n) === ((i % n) + 1) % n ? 50 : 0,
    );
    const zero = new Float64Array(n);
    const square = (data: Float64Array) => ({ shape: [n, n], data });
    return new TextNetwork(
      { activation: "identity", numbers: "real", cell: "simple" },
      {
        W: square(new Float64Array(n * n)),
        V: square(eye),
        U: square(shift),
        b: { shape: [n], data: zero },
        c: { shape: [n], data: zero },
      },
    );
  };

  it("continues its prompt, reading each of its own tokens", () => {
    const writer = new Writer(successor(), language, "t", { temperature: 1, seed: 1 });
    const [start] = language.encode("t");
    expect([0, 1, 2].map(() => writer.next().token)).toEqual([start + 1, start + 2, start + 3]);
  });

  it("writes the same from the same seed, and something else from another", async () => {
    const network = new TextNetwork(
      { activation: "identity", numbers: "real", cell: "simple" },
      {
        W: { shape: [1, 1], data: [0] },
        V: { shape: [1, n], data: new Float64Array(n) },
        U: { shape: [n, 1], data: new Float64Array(n) },
        b: { shape: [1], data: [0] },
        c: { shape: [n], data: new Float64Array(n) },
      },
    );
    const write = (seed: number) => {
      const writer = new Writer(network, language, "it", { temperature: 1, seed });
      return Array.from({ length: 30 }, () => writer.next().token);
    };
    expect(write(1)).toEqual(write(1));
    expect(write(1)).not.toEqual(write(2));
    expect(write(3)).not.toContain(n - 1);
  });

  it("refuses a prompt without a token, and outputs that are not finite", () => {
    expect(() => new Writer(successor(), language, "  ", { temperature: 1, seed: 1 })).toThrow(
      /at least one character/,
    );
    const broken = new TextNetwork(
      { activation: "identity", numbers: "real", cell: "simple" },
      {
        W: { shape: [1, 1], data: [Number.NaN] },
        V: { shape: [1, n], data: new Float64Array(n) },
        U: { shape: [n, 1], data: new Float64Array(n).fill(1) },
        b: { shape: [1], data: [0] },
        c: { shape: [n], data: new Float64Array(n) },
      },
    );
    const writer = new Writer(broken, language, "it", { temperature: 1, seed: 1 });
    expect(() => writer.next()).toThrow(/not finite/);
  });
});

describe("a language", () => {
  it("reads and writes words with their punctuation", () => {
    const { language } = words.make(configOf({ task: "words", length: 10, vocabulary: 100 }), [TEXT]);
    const classes = language!.encode("It was the AGE, of wisdom;");
    expect(language!.decode(classes)).toBe("it was the age, of wisdom;");
    expect(language!.decode(language!.encode("zeppelin"))).toBe("⟨unknown⟩");
  });

  it("has a bigram baseline in which certain successors are certain", () => {
    const alternating = "ab".repeat(3000);
    const { language, baseline } = characters.make(configOf({ task: "characters", length: 10 }), [
      alternating,
    ]);
    const { loss, accuracy } = language!.bigram();
    expect(accuracy).toBe(1);
    // Witten–Bell leaves one part in N + 1 to what was never seen.
    expect(loss).toBeLessThan(1e-3);
    expect(baseline.accuracy).toBeCloseTo(0.5, 2);
  });

  it("has the bigram loss of a count by hand", () => {
    // Training: the first 90 % of x y x z x y x z …; x is followed by y and z alternately.
    const text = "xyxz".repeat(500);
    const { language } = characters.make(configOf({ task: "characters", length: 10 }), [text]);
    const cut = 1800;
    const [nx, ny, nz] = [900, 450, 450];
    const p = (count: number) => (count + 1) / (cut + 4);
    const afterwards = (joint: number, total: number, kinds: number, count: number) =>
      (joint + kinds * p(count)) / (total + kinds);
    // Pairs that begin in training: x→y 450, x→z 450; y→x 450; z→x 449, for the last z ends it.
    const mean =
      (100 * Math.log(afterwards(450, 450, 1, nx)) +
        100 * Math.log(afterwards(449, 449, 1, nx)) +
        100 * Math.log(afterwards(450, 900, 2, ny)) +
        100 * Math.log(afterwards(450, 900, 2, nz))) /
      -400;
    expect(language!.bigram().loss).toBeCloseTo(mean, 3);
  });
});
