import { ModuleWorker } from "./module-worker";
import type { Request, Response } from "./protocol";
import program from "./training.worker?worker&url";

/** The events of a training worker. */
export interface Listener {
  readonly receive: (response: Response) => void;
  /** The worker crashed. @param sentence describes how */
  readonly crash: (sentence: string) => void;
}

/** A training worker, from its start until it is terminated. */
export class TrainingProcess {
  readonly #worker = new ModuleWorker(program);
  /** Null once the worker is terminated, since messages sent before may still be delivered. */
  #listener: Listener | null;

  constructor(listener: Listener) {
    this.#listener = listener;
    const crash = (reason: string) => this.#listener?.crash(`The training worker stopped: ${reason}.`);
    this.#worker.onmessage = ({ data }: MessageEvent<Response>) => this.#listener?.receive(data);
    this.#worker.onerror = ({ message }) => crash(message);
    this.#worker.onmessageerror = () => crash("a message from it could not be read");
  }

  /** Replaces the listener. */
  setListener(listener: Listener): void {
    this.#listener = listener;
  }

  send(request: Request): void {
    this.#worker.postMessage(request);
  }

  end(): void {
    this.#listener = null;
    this.#worker.terminate();
  }
}
