import type { RunConfig } from "../config/schema";
import { log } from "../math/elementary";
import type { Random } from "../math/random";
import { bigram } from "./bigram";
import { digest } from "./digest";
import { type Fitness, ownTextData } from "./own-text";
import type {
  Batch,
  ClassBatch,
  Language,
  PythonTask,
  Task,
  TaskMaker,
  TaskSetting,
  TextReader,
} from "./task";
import { type EncodedText, encode, type SplitText, split, type Tokenise, trainingCut } from "./vocabulary";

/** How a text is split into tokens, and how the page names them. */
export interface Tokeniser {
  readonly label: string;
  /** The name of one token, such as "word". */
  readonly unit: string;
  readonly tokenise: Tokenise;
  /** Why a text of the user's own is not good for the task, as a clause about “it”; null if it is. */
  objection(split: SplitText): string | null;
  /** The number of tokens in the vocabulary, given their counts in the training text in descending order. */
  vocabularySize(counts: readonly number[], config: RunConfig): number;
  /** The name of a token as shown to the user. */
  symbol(token: string): string;
  /** Joins tokens to a readable text. */
  join(tokens: readonly string[]): string;
  /** An upper bound of the number of classes, including the one for all other tokens. */
  maxClasses(config: RunConfig): number;
  /** The settings that it reads besides those of every text task. */
  readonly reads: readonly TaskSetting[];
  readonly python: PythonTask;
}

/** The first time step with a loss in training, as an index in Python: −1 is the last one. */
export const firstScored = ({ supervise }: RunConfig) => (supervise === "every" ? 0 : -1);

/** The text that comes with the lab. */
export const NOVEL = "text/pride-and-prejudice.txt";

export const UNKNOWN = "⟨unknown⟩";

/**
 * Next token of a text: the network reads L = `length` tokens x₁ … x_L and predicts x₂ … x_{L+1}. In training, loss and
 * accuracy count at every time step or only at the last; on held-out text only at the last, when all L tokens have been
 * read.
 * Training sequences lie wholly in the first 90 % of the text, held-out ones wholly in the rest.
 */
export function textTask(tokeniser: Tokeniser): TaskMaker<ClassBatch> & { readonly text: TextTask } {
  const { label, unit, python } = tokeniser;
  let last: { readonly text: string; readonly split: SplitText; data?: string } | undefined;
  /** The tokens of a text; those of the last one are kept, as runs of a plan read the same. */
  const tokensOf = (text: string) => {
    if (last?.text !== text) last = { text, split: split(text, tokeniser.tokenise) };
    return last;
  };
  const splitText = (text: string): SplitText => tokensOf(text).split;
  const ownData = (text: string): string => {
    const tokens = tokensOf(text);
    tokens.data ??= ownTextData(text, tokens.split);
    return tokens.data;
  };
  const encoding = (config: RunConfig, text: string) =>
    encode(splitText(text), (counts) => tokeniser.vocabularySize(counts, config));
  return {
    label,
    files: [NOVEL],
    head: "softmax",
    isText: true,
    text: {
      fitness(text) {
        const tokens = splitText(text);
        const total = tokens.appearances.length;
        const { longest } = windowsOf(total);
        const tooShort =
          longest < 1 ? `it has ${total} ${plural(unit, total)}, too few to hold a tenth of them out` : null;
        return {
          tokens: total,
          longest,
          data: ownData(text),
          objection: tokeniser.objection(tokens) ?? tooShort,
        };
      },
      tokens: (config, text) => encoding(config, text).tokens,
      reader: (tokens) => readerOf(tokeniser, tokens),
    },
    drawnAs: "text",
    reads: ["length", "text", "supervise", ...tokeniser.reads],
    shape: (config) => ({ steps: config.length, outputs: tokeniser.maxClasses(config) }),
    python: { ...python, needs: ["data", ...python.needs, "text", "cross_entropy"] },
    make(config, [text = ""]) {
      const { length, supervise, text: which } = config;
      const encoded = encoding(config, text);
      const { ids, cut, tokens } = encoded;
      const own = which === "own";
      const objection = own ? tokeniser.objection(splitText(text)) : null;
      if (objection !== null)
        throw new Error(
          `Your own text is not good for ${label}: ${objection}. Choose another task or another text.`,
        );
      refuseShortText(ids.length, length, unit);
      const reader = readerOf(tokeniser, tokens);
      const everyStep = countAt(length, 0);
      const lastStep = countAt(length, length - 1);

      /** The windows of L + 1 tokens that begin at `starts`. */
      function windows(starts: readonly number[], counted: Counted): ClassBatch {
        const size = starts.length;
        const inputs = new Int32Array(length * size);
        const targets = new Int32Array(length * size);
        for (const [k, start] of starts.entries()) {
          for (let t = 0; t < length; t++) {
            inputs[t * size + k] = ids[start + t];
            targets[t * size + k] = ids[start + t + 1];
          }
        }
        return { size, steps: length, inputs, targets, ...counted };
      }
      /** Draws the starts of `size` windows that lie within [from, to). */
      const drawn = (random: Random, size: number, from: number, to: number) =>
        Array.from({ length: size }, () => from + random.below(to - from - length));

      const classes = tokens.length + 1;
      return {
        label,
        description: `Read ${length} ${unit}${length === 1 ? "" : "s"} ${own ? "of your own text" : "of a novel"} and predict the next one: one of ${tokens.length} common ${unit}s, or the class of all others.`,
        inputs: classes,
        outputs: classes,
        head: "softmax",
        steps: length,
        baseline: { ...withoutContext(encoded), name: `${unit} frequencies only (unigram)` },
        batch: (random, size) =>
          windows(drawn(random, size, 0, cut), supervise === "every" ? everyStep : lastStep),
        heldOut: (random, size) => windows(drawn(random, size, cut, ids.length), lastStep),
        heldOutData: {
          count: ids.length - cut - length,
          batch: (indices) =>
            windows(
              indices.map((i) => cut + i),
              lastStep,
            ),
        },
        symbols: reader.symbols,
        language: languageOf(reader, encoded),
        data: own ? ownData(text) : digest(text),
      };
    },
  };
}

/** What a text task has besides what all tasks have. */
export interface TextTask {
  /** What a text of the user's own is good for. */
  fitness(text: string): Fitness;
  /** The tokens of the classes, but the last one, of a run of this config on this text. */
  tokens(config: RunConfig, text: string): readonly string[];
  reader(tokens: readonly string[]): TextReader;
}

function readerOf({ unit, tokenise, join, symbol }: Tokeniser, tokens: readonly string[]): TextReader {
  const classes = new Map(tokens.map((token, i) => [token, i]));
  return {
    unit,
    symbols: [...tokens.map(symbol), UNKNOWN],
    encode(text) {
      const ids: number[] = [];
      tokenise(text, (token) => ids.push(classes.get(token) ?? tokens.length));
      return ids;
    },
    decode: (ids) => join(ids.map((id) => tokens[id] ?? UNKNOWN)),
  };
}

function languageOf({ unit, encode, decode }: TextReader, encoded: EncodedText): Language {
  let known: ReturnType<typeof bigram> | undefined;
  return {
    unit,
    encode,
    decode,
    bigram() {
      known ??= bigram(encoded);
      return known;
    },
  };
}

type Counted = Pick<Batch, "stepWeights" | "scored">;

/** The weights with which loss and accuracy count from time step `first` on. */
const countAt = (length: number, first: number): Counted => ({
  stepWeights: new Float32Array(length).fill(1, first),
  scored: new Uint8Array(length).fill(1, first),
});

/**
 * The unigram baseline, which predicts by the frequencies in the training text, measured on the held-out text: the mean
 * of −ln p(token) in nats with p = (count + 1) / (training tokens + classes), so that no token is impossible, and the
 * share of the token that is most frequent in training.
 */
function withoutContext({ ids, cut, tokens }: EncodedText): Pick<Task["baseline"], "loss" | "accuracy"> {
  const classes = tokens.length + 1;
  const counts = new Float64Array(classes).fill(1);
  for (let i = 0; i < cut; i++) counts[ids[i]]++;
  const mostFrequent = counts.indexOf(counts.reduce((largest, count) => Math.max(largest, count)));
  let [nats, hits] = [0, 0];
  for (let i = cut; i < ids.length; i++) {
    nats -= log(counts[ids[i]] / (cut + classes));
    if (ids[i] === mostFrequent) hits++;
  }
  const heldOut = ids.length - cut;
  return { loss: nats / heldOut, accuracy: hits / heldOut };
}

const plural = (unit: string, count: number) => (count === 1 ? unit : `${unit}s`);

/** The number of tokens for training of a text of `total` tokens, and the longest L of which both parts hold a window of L + 1. */
function windowsOf(total: number): { readonly cut: number; readonly longest: number } {
  const cut = trainingCut(total);
  return { cut, longest: Math.min(cut, total - cut) - 1 };
}

/** @throws Error if the held-out tenth or the training text is shorter than one window of L + 1 tokens */
function refuseShortText(total: number, length: number, unit: string): void {
  const { cut, longest } = windowsOf(total);
  if (length <= longest) return;
  throw new Error(
    longest < 1
      ? `The text has ${total} ${unit}s: too few for a training part and a held-out part. Has it been loaded whole?`
      : `A sequence length of ${length} does not fit a text of ${total} ${unit}s, of which the last ${total - cut} are held out: it can be at most ${longest}.`,
  );
}
