import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Contender } from "../../src/benchmark/contenders";
import type { Entrant } from "../../src/benchmark/interleave";
import { problem } from "../../src/benchmark/problem";
import type { Size } from "../../src/benchmark/size";
import type { Prepared } from "../../src/benchmark/timing";

type Answer = { readonly error: string } | { readonly error?: undefined };

/** The process of pytorch.py, which keeps running and answers each line with one line. */
export class PytorchEntrant implements Entrant {
  readonly #contender: Contender;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(python: string, root: string, contender: Contender) {
    this.#contender = contender;
    const env = { ...process.env, OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
    this.#child = spawn(python, [join(root, "scripts/bench/pytorch.py")], { env });
    this.#child.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async prepare(size: Size): Promise<Prepared & { readonly device: string }> {
    const { batch, task, weights } = problem(size, this.#contender);
    const lists = Object.entries(weights).map(([name, values]) => [name, Array.from(values)]);
    const prepared = await this.#ask<Omit<Prepared, "calls"> & { readonly device: string }>({
      do: "prepare",
      rule: this.#contender.rule,
      cell: this.#contender.cell,
      cached: this.#contender.cached === true,
      ...size,
      d: task.inputs,
      o: task.outputs,
      inputs: Array.from(batch.inputs),
      targets: Array.from(batch.targets),
      weights: Object.fromEntries(lists),
    });
    return { ...prepared, calls: null };
  }

  async sample(): Promise<number> {
    return (await this.#ask<{ milliseconds: number }>({ do: "sample" })).milliseconds;
  }

  end(): void {
    this.#child.kill();
  }

  async #ask<Wanted>(request: object): Promise<Wanted> {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("Python ended without an answer.");
    const answer = JSON.parse(value) as Answer & Wanted;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }
}
