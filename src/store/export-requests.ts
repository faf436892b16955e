import type { Response } from "../worker/protocol";

export type ExportedAnswer = Extract<Response, { type: "exported" }>;

/** Those who wait for what the training worker exports: one message answers all of them. */
export class ExportRequests {
  readonly #waiting: {
    readonly resolve: (answer: ExportedAnswer) => void;
    readonly reject: (error: Error) => void;
  }[] = [];

  get any(): boolean {
    return this.#waiting.length > 0;
  }

  /** @param ask called where nobody else waits already */
  add(ask: () => void): Promise<ExportedAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      if (this.#waiting.length === 1) ask();
    });
  }

  answer(answer: ExportedAnswer): void {
    for (const { resolve } of this.#waiting.splice(0)) resolve(answer);
  }

  refuse(message: string): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(message));
  }
}
