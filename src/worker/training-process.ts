import type { Request, Response } from "./protocol";

/** What is heard of a training worker. */
export interface Listener {
  readonly hear: (response: Response) => void;
  /** It stopped by itself. @param sentence how */
  readonly crash: (sentence: string) => void;
}

/** A training worker, from its start until it is ended. */
export class TrainingProcess {
  readonly #worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
  /** Null once it is ended: what it had said before is still delivered. */
  #listener: Listener | null;

  constructor(listener: Listener) {
    this.#listener = listener;
    const crash = (reason: string) => {
      const what = reason.replace(/^Uncaught (Error: )?/, "").replace(/\.$/, "");
      this.#listener?.crash(`The training worker stopped: ${what}.`);
    };
    this.#worker.onmessage = ({ data }: MessageEvent<Response>) => this.#listener?.hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      crash(event.message || "its program could not be loaded");
    };
    this.#worker.onmessageerror = () => crash("a message from it could not be read");
  }

  /** From now on another one hears it. */
  hearInstead(listener: Listener): void {
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
