import type { Request, Response } from "./protocol";

/** The events of a training worker. */
export interface Listener {
  readonly receive: (response: Response) => void;
  /** The worker crashed. @param sentence describes how */
  readonly crash: (sentence: string) => void;
}

/** A training worker, from its start until it is terminated. */
export class TrainingProcess {
  readonly #worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
  /** Null once the worker is terminated, since messages sent before may still be delivered. */
  #listener: Listener | null;

  constructor(listener: Listener) {
    this.#listener = listener;
    const crash = (reason: string) => {
      const what = reason.replace(/^Uncaught (Error: )?/, "").replace(/\.$/, "");
      this.#listener?.crash(`The training worker stopped: ${what}.`);
    };
    this.#worker.onmessage = ({ data }: MessageEvent<Response>) => this.#listener?.receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      crash(event.message || "its program could not be loaded");
    };
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
