import { useEffect, useRef, useState } from "react";
import type { RunConfig } from "../../config/schema";
import { messageOf } from "../../errors";
import { readsOwnText, shippedData } from "../../experiments/source";
import { isTextTask } from "../../experiments/text-fitness";
import type { LaneKey } from "../../lanes";
import type { Weights } from "../../sequence/from-weights";
import { archive } from "../../store/use-experiments";
import { lab } from "../../store/use-lab";
import { TASKS } from "../../tasks";
import type { TextReader } from "../../tasks/task";
import { whyNotKept } from "../../worker/browser-store";
import { askTextWorker } from "../../worker/text-client";
import { TextNetwork } from "../../writing/network";
import { type Manner, Writer, type Written } from "../../writing/writer";

/** The text that one of the two networks has written so far. */
export interface Page {
  readonly text: string;
  /** The step of the lab's lane that writes it; null for a network of a finished run. */
  readonly step: number | null;
  readonly candidates: readonly {
    readonly symbol: string;
    readonly probability: number;
    readonly chosen: boolean;
  }[];
  readonly trouble: string | null;
}
export const BLANK: Page = { text: "", step: null, candidates: [], trouble: null };

/** Names of the lab's lanes; all other names are ids of stored models. */
export const LAB_LANES: Readonly<Record<string, LaneKey>> = { "lab a": "a", "lab b": "b" };

const OTHER_TEXT =
  "It was trained on another text than the one that is kept here now, whose tokens are not its own: train it again.";

/** What a model of an earlier release was trained on: if not on the user’s own text, then on the lab’s. */
const shipped = (config: RunConfig): string => (readsOwnText(config) ? "" : shippedData(config.task));

interface TrainedNetwork {
  readonly config: RunConfig;
  readonly lane: LaneKey;
  readonly weights: Weights;
  readonly step: number | null;
  /** The digest of the text that it was trained on; empty if unknown. */
  readonly data: string;
}

/** Returns a network with its present weights. @throws Error with a sentence if it is not available */
async function trainedNetwork(source: string): Promise<TrainedNetwork> {
  const lane = LAB_LANES[source];
  if (lane) {
    const { config, lanes } = (await lab.exported()).answer;
    const { weights, step } = lanes[lane];
    return { config, lane, weights, step, data: lab.state.task?.data ?? "" };
  }
  const model = await archive.model(source).catch((error: unknown) => {
    throw new Error(`This network could not be read from the browser’s storage: ${whyNotKept(error)}.`);
  });
  if (!model) throw new Error("This network is no longer kept; run its plan again.");
  return {
    config: model.config,
    lane: "b",
    weights: model.weights,
    step: null,
    data: model.data || shipped(model.config),
  };
}

/** A network in the course of writing, with its tokens so far. */
interface WritingSession {
  readonly step: number | null;
  readonly reader: TextReader;
  readonly writer: Writer;
  readonly tokens: number[];
}

async function prepare(source: string, prompt: string, manner: Manner): Promise<WritingSession> {
  const { config, lane, weights, step, data } = await trainedNetwork(source);
  const siteBase = document.baseURI.split("#")[0];
  const { tokens, data: now } = await askTextWorker("tokens", { config, siteBase });
  if (now !== data || !isTextTask(config.task)) throw new Error(OTHER_TEXT);
  const reader = TASKS[config.task].text.reader(tokens);
  const network = new TextNetwork(config[lane], weights);
  return { step, reader, writer: new Writer(network, reader, prompt, manner), tokens: [] };
}

function write({ step, reader, writer, tokens }: WritingSession): Page {
  const { token, candidates }: Written = writer.next();
  tokens.push(token);
  return {
    text: reader.decode(tokens),
    step,
    candidates: candidates.map((one) => ({
      symbol: reader.symbols[one.token],
      probability: one.probability,
      chosen: one.token === token,
    })),
    trouble: null,
  };
}

/** Time between two tokens, ms: slow enough to follow. */
const TOKEN_MS = 90;
/** Number of tokens per press of the button. */
const TOKENS_PER_PRESS = 120;

/** What is asked of two networks. */
export interface Asked {
  readonly sources: readonly [string, string];
  readonly prompt: string;
  readonly manner: Manner;
  /** The lab's run, if one of its lanes is asked. */
  readonly run: number | null;
}

const BLANKS: readonly [Page, Page] = [BLANK, BLANK];

/**
 * Lets two networks continue one prompt, token by token. What is shown answers what is asked: when that changes, writing
 * stops, and the next token is the first of a new text.
 */
export function useWriting(asked: Asked) {
  const id = JSON.stringify(asked);
  const [written, setWritten] = useState({ id, pages: BLANKS });
  const [writing, setWriting] = useState(false);
  const sessions = useRef<{ readonly id: string; readonly all: readonly (WritingSession | null)[] }>(null);
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined);
  const latest = useRef(id);
  latest.current = id;

  const stop = () => {
    clearInterval(timer.current);
    setWriting(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is asked anew stops the old text
  useEffect(() => stop, [id]);

  const step = () => {
    const current = sessions.current;
    if (current?.id !== latest.current) return;
    const all = [...current.all];
    const next = all.map((session, i): Page | null => {
      if (!session) return null;
      try {
        return write(session);
      } catch (error) {
        all[i] = null;
        return { ...BLANK, trouble: messageOf(error) };
      }
    });
    sessions.current = { id: current.id, all };
    setWritten(({ pages: old }) => ({ id: current.id, pages: [next[0] ?? old[0], next[1] ?? old[1]] }));
  };

  /** Reads the prompt anew, with the networks' present weights. @returns whether one of them can write */
  const begin = async (): Promise<boolean> => {
    stop();
    const troubles: (string | null)[] = [null, null];
    const all = await Promise.all(
      asked.sources.map(async (source, i) => {
        try {
          return await prepare(source, asked.prompt, asked.manner);
        } catch (error) {
          troubles[i] = messageOf(error);
          return null;
        }
      }),
    );
    if (latest.current !== id) return false;
    sessions.current = { id, all };
    setWritten({
      id,
      pages: [
        { ...BLANK, trouble: troubles[0] },
        { ...BLANK, trouble: troubles[1] },
      ],
    });
    return all.some((session) => session !== null);
  };

  const start = async () => {
    if (!(await begin())) return;
    setWriting(true);
    let left = TOKENS_PER_PRESS;
    timer.current = setInterval(() => {
      step();
      if (--left === 0) stop();
    }, TOKEN_MS);
  };

  /** Writes one more token; begins if nothing was begun, or if something else is asked now. */
  const one = async () => {
    stop();
    const current = sessions.current;
    if (current?.id !== id || current.all.every((session) => session === null)) await begin();
    step();
  };

  return { pages: written.id === id ? written.pages : BLANKS, writing, start, one, stop };
}
