import type { JSHandle, Page } from "@playwright/test";
import type { Contender } from "../../src/benchmark/contenders";
import type { Entrant } from "../../src/benchmark/interleave";
import type { Size } from "../../src/benchmark/size";
import type { BenchmarkRequest, BenchmarkResponse } from "../../src/worker/benchmark-protocol";

type Prepared = Extract<BenchmarkResponse, { type: "prepared" }>["prepared"];

/** The page's benchmark worker, in a browser that this process drives. */
export class PageEntrant implements Entrant {
  readonly #page: Page;
  readonly #script: string;
  readonly #id: string;
  #worker: JSHandle<Worker> | undefined;

  constructor(page: Page, script: string, { id }: Contender) {
    [this.#page, this.#script, this.#id] = [page, script, id];
  }

  /** @param memory whether to measure the memory of a step as well */
  async prepare(size: Size, memory = false): Promise<Prepared> {
    this.#worker = await this.#page.evaluateHandle(
      (script) => new Worker(script, { type: "module" }),
      this.#script,
    );
    const answer = await this.#ask({ type: "prepare", contender: this.#id, size, memory });
    if (answer.type !== "prepared") throw unexpected(answer);
    return answer.prepared;
  }

  async sample(): Promise<number> {
    const answer = await this.#ask({ type: "sample" });
    if (answer.type !== "sampled") throw unexpected(answer);
    return answer.milliseconds;
  }

  end(): void {
    // The browser, and the worker with it, may be closed already.
    this.#worker?.evaluate((worker) => worker.terminate()).catch(() => {});
    this.#worker = undefined;
  }

  async #ask(request: BenchmarkRequest): Promise<BenchmarkResponse> {
    if (!this.#worker) throw new Error("It was not prepared.");
    return this.#worker.evaluate(
      (worker, sent) =>
        new Promise<BenchmarkResponse>((resolve, reject) => {
          worker.onmessage = ({ data }: MessageEvent<BenchmarkResponse>) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message || "The worker could not be loaded."));
          worker.postMessage(sent);
        }),
      request,
    );
  }
}

const unexpected = (answer: BenchmarkResponse) =>
  new Error(answer.type === "failed" ? answer.message : `An answer “${answer.type}” was not expected.`);
