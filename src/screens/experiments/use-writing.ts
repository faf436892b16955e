import { useEffect, useRef, useState } from "react";
import type { RunConfig } from "../../config/schema";
import { messageOf } from "../../errors";
import type { LaneKey } from "../../lanes";
import { archive } from "../../store/use-experiments";
import { lab } from "../../store/use-lab";
import type { Task } from "../../tasks/task";
import { taskOf } from "../../worker/task-of";
import { TextNetwork, type Weights } from "../../writing/network";
import { type Manner, Writer, type Written } from "../../writing/writer";

/** What one of the two networks has written so far. */
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

/** The lab's lanes go by these names; all other names are ids of kept models. */
export const LAB_LANES: Readonly<Record<string, LaneKey>> = { "lab a": "a", "lab b": "b" };

interface Trained {
  readonly config: RunConfig;
  readonly lane: LaneKey;
  readonly weights: Weights;
}

/** A network as it is at this moment. @throws Error with a sentence where it cannot be had */
async function trained(source: string): Promise<Trained> {
  const lane = LAB_LANES[source];
  if (lane) {
    const { config, lanes } = (await lab.exported()).answer;
    return { config, lane, weights: lanes[lane].weights };
  }
  const model = await archive.model(source);
  if (!model) throw new Error("This network is no longer kept; run its plan again.");
  return { config: model.config, lane: "b", weights: model.weights };
}

interface Hand {
  readonly task: Task;
  readonly writer: Writer;
  readonly tokens: number[];
}

async function prepare(source: string, prompt: string, manner: Manner): Promise<Hand> {
  const { config, lane, weights } = await trained(source);
  const task = await taskOf(config, document.baseURI.split("#")[0]);
  if (!task.language) throw new Error(`Its task, ${task.label}, is no text. Train on words or characters.`);
  const network = new TextNetwork(config[lane], weights);
  return { task, writer: new Writer(network, task.language, prompt, manner), tokens: [] };
}

function write({ task, writer, tokens }: Hand): Page {
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
const PACE = 90;
/** Tokens to a press of the button. */
const SPAN = 120;

/** Two networks that write on from one prompt, token by token. */
export function useWriting() {
  const [pages, setPages] = useState<readonly [Page, Page]>([BLANK, BLANK]);
  const [writing, setWriting] = useState(false);
  const hands = useRef<readonly (Hand | null)[]>([null, null]);
  const timer = useRef<ReturnType<typeof setInterval> | undefined>(undefined);

  const stop = () => {
    clearInterval(timer.current);
    setWriting(false);
  };
  useEffect(() => () => clearInterval(timer.current), []);

  const step = () => {
    const next = hands.current.map((hand, i): Page | null => {
      if (!hand) return null;
      try {
        return write(hand);
      } catch (error) {
        hands.current = hands.current.map((old, k) => (k === i ? null : old));
        return { ...BLANK, trouble: messageOf(error) };
      }
    });
    setPages((old) => [next[0] ?? old[0], next[1] ?? old[1]]);
  };

  /** Reads the prompt anew, with the networks as they are now. */
  const begin = async (sources: readonly [string, string], prompt: string, manner: Manner) => {
    stop();
    const troubles: (string | null)[] = [null, null];
    hands.current = await Promise.all(
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
    if (hands.current.every((hand) => hand === null)) return;
    setWriting(true);
    let left = SPAN;
    timer.current = setInterval(() => {
      step();
      if (--left === 0) stop();
    }, PACE);
  };

  /** One token more; begins where nothing was begun. */
  const one = async (...what: Parameters<typeof begin>) => {
    stop();
    if (hands.current.every((hand) => hand === null)) await begin(...what);
    step();
  };

  return { pages, writing, start, one, stop };
}
