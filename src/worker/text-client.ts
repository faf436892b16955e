import { ModuleWorker } from "./module-worker";
import program from "./text.worker?worker&url";
import type { TextAnswer, TextCall, TextCalls } from "./text-protocol";

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

let worker: ModuleWorker | undefined;
let next = 0;
const waiting = new Map<number, Waiting>();

function fail(reason: string): void {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of waiting.values())
    reject(new Error(`The worker that reads texts stopped: ${reason}.`));
  waiting.clear();
}

function started(): ModuleWorker {
  const begun = new ModuleWorker(program);
  begun.onmessage = ({ data }: MessageEvent<TextAnswer>) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ("error" in data) one?.reject(new Error(data.error));
    else one?.resolve(data.value as never);
  };
  begun.onerror = ({ message }) => fail(message);
  return begun;
}

/** Asks the worker that reads texts, which is started with the first question. @throws Error with a sentence */
export function askTextWorker<Call extends TextCall>(
  call: Call,
  asked: TextCalls[Call]["asked"],
): Promise<TextCalls[Call]["answer"]> {
  return new Promise((resolve, reject) => {
    worker ??= started();
    const id = next++;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ ...asked, call, id });
  });
}
