import { useEffect, useRef, useState } from "react";
import type { RunConfig } from "../../config/schema";
import { messageOf } from "../../errors";
import { readsOwnText, shippedData } from "../../experiments/source";
import type { LaneKey } from "../../lanes";
import type { Weights } from "../../sequence/from-weights";
import { archive } from "../../store/use-experiments";
import { lab } from "../../store/use-lab";
import type { Task } from "../../tasks/task";
import { taskOf } from "../../worker/task-of";
import { TextNetwork } from "../../writing/network";
import { type Manner, Writer, type Written } from "../../writing/writer";

/** The text that one of the two networks has written so far. */
export interface Page {
  readonly text: string;
  readonly candidates: readonly {
    readonly symbol: string;
    readonly probability: number;
    readonly chosen: boolean;
  }[];
  readonly trouble: string | null;
}
export const BLANK: Page = { text: "", candidates: [], trouble: null };

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
  /** The digest of the text that it was trained on; empty if unknown. */
  readonly data: string;
}

/** Returns a network with its present weights. @throws Error with a sentence if it is not available */
async function trainedNetwork(source: string): Promise<TrainedNetwork> {
  const lane = LAB_LANES[source];
  if (lane) {
    const { config, lanes } = (await lab.exported()).answer;
    return { config, lane, weights: lanes[lane].weights, data: lab.state.task?.data ?? "" };
  }
  const model = await archive.model(source);
  if (!model) throw new Error("This network is no longer kept; run its plan again.");
  return {
    config: model.config,
    lane: "b",
    weights: model.weights,
    data: model.data || shipped(model.config),
  };
}

/** A network in the course of writing, with its tokens so far. */
interface WritingSession {
  readonly task: Task;
  readonly writer: Writer;
  readonly tokens: number[];
}

async function prepare(source: string, prompt: string, manner: Manner): Promise<WritingSession> {
  const { config, lane, weights, data } = await trainedNetwork(source);
  const task = await taskOf(config, document.baseURI.split("#")[0]);
  if (!task.language) throw new Error(`Its task, ${task.label}, is not text. Train on words or characters.`);
  if (task.data !== data) throw new Error(OTHER_TEXT);
  const network = new TextNetwork(config[lane], weights);
  return { task, writer: new Writer(network, task.language, prompt, manner), tokens: [] };
}

function write({ task, writer, tokens }: WritingSession): Page {
  const { token, candidates }: Written = writer.next();
  tokens.push(token);
  return {
    text: task.language?.decode(tokens) ?? "",
    candidates: candidates.map((one) => ({
      symbol: task.symbols[one.token],
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

/** Lets two networks continue one prompt, token by token. */
export function useWriting() {
  const [pages, setPages] = useState<readonly [Page, Page]>([BLANK, BLANK]);
  const [writing, setWriting] = useState(false);
  const sessions = useRef<readonly (WritingSession | null)[]>([null, null]);
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined);

  const stop = () => {
    clearInterval(timer.current);
    setWriting(false);
  };
  useEffect(() => () => clearInterval(timer.current), []);

  const step = () => {
    const next = sessions.current.map((session, i): Page | null => {
      if (!session) return null;
      try {
        return write(session);
      } catch (error) {
        sessions.current = sessions.current.map((old, k) => (k === i ? null : old));
        return { ...BLANK, trouble: messageOf(error) };
      }
    });
    setPages((old) => [next[0] ?? old[0], next[1] ?? old[1]]);
  };

  /** Reads the prompt again, with the networks' present weights. */
  const begin = async (sources: readonly [string, string], prompt: string, manner: Manner) => {
    stop();
    const troubles: (string | null)[] = [null, null];
    sessions.current = await Promise.all(
      sources.map(async (source, i) => {
        try {
          return await prepare(source, prompt, manner);
        } catch (error) {
          troubles[i] = messageOf(error);
          return null;
        }
      }),
    );
    setPages([
      { ...BLANK, trouble: troubles[0] },
      { ...BLANK, trouble: troubles[1] },
    ]);
  };

  const start = async (...what: Parameters<typeof begin>) => {
    await begin(...what);
    if (sessions.current.every((session) => session === null)) return;
    setWriting(true);
    let left = TOKENS_PER_PRESS;
    timer.current = setInterval(() => {
      step();
      if (--left === 0) stop();
    }, TOKEN_MS);
  };

  /** Writes one more token; begins if nothing was begun. */
  const one = async (...what: Parameters<typeof begin>) => {
    stop();
    if (sessions.current.every((session) => session === null)) await begin(...what);
    step();
  };

  return { pages, writing, start, one, stop };
}
