import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LANE_KEYS, type LaneKey } from "../../src/lanes";
import { MeasureQueue } from "../../src/worker/measure-queue";
import { PROGRAM_LOST, type WorkerLike } from "../../src/worker/module-worker";

interface Question {
  readonly lane: LaneKey;
  readonly step: number;
}

/** A worker whose answers the test gives. */
class SlowWorker {
  readonly heard: Question[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((event: { readonly message: string }) => void) | null = null;
  ended = false;
  postMessage(question: Question) {
    this.heard.push(question);
  }
  terminate() {
    this.ended = true;
  }
  answer(data: string) {
    this.onmessage?.({ data });
  }
}

function questioned(rest: number, capacity = 0) {
  const worker = new SlowWorker();
  const answers: string[] = [];
  const queue = new MeasureQueue<Question, string>(
    () => worker as unknown as WorkerLike,
    (answer) => answers.push(answer),
    { rest, capacity },
  );
  return { worker, answers, queue };
}

describe("questions to a slow worker", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("go to it one at a time, the newest of each lane, the lanes in turn", () => {
    const { worker, answers, queue } = questioned(0);
    for (const step of [0, 1, 2]) for (const lane of LANE_KEYS) queue.ask({ lane, step });
    expect(worker.heard).toEqual([{ lane: "a", step: 0 }]);
    for (const text of ["first", "second", "third"]) worker.answer(text);
    expect(worker.heard).toEqual([
      { lane: "a", step: 0 },
      { lane: "b", step: 2 },
      { lane: "a", step: 2 },
    ]);
    expect(answers).toEqual(["first", "second", "third"]);
  });

  it("wait after an answer as many times as long as it took as they are told to, while the run plays", () => {
    const { worker, queue } = questioned(4);
    queue.playing = true;
    queue.ask({ lane: "a", step: 0 });
    vi.advanceTimersByTime(3000);
    worker.answer("the worker had to be loaded first: no rest");
    queue.ask({ lane: "a", step: 1 });
    expect(worker.heard).toHaveLength(2);
    vi.advanceTimersByTime(50);
    worker.answer("slow");
    queue.ask({ lane: "a", step: 2 });
    vi.advanceTimersByTime(199);
    expect(worker.heard).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(worker.heard).toHaveLength(3);
    queue.playing = false;
    vi.advanceTimersByTime(50);
    worker.answer("slow, but nothing else is computed");
    queue.ask({ lane: "a", step: 3 });
    expect(worker.heard).toHaveLength(4);
  });

  it("are not held up by one that the worker breaks on", () => {
    const { worker, queue } = questioned(0);
    queue.ask({ lane: "a", step: 0 });
    queue.ask({ lane: "b", step: 0 });
    worker.onerror?.({ message: "a singular matrix" });
    expect(worker.heard).toHaveLength(2);
  });

  it("go to a new worker when one never had its program, which would answer none", () => {
    const workers: SlowWorker[] = [];
    const queue = new MeasureQueue<Question, string>(
      () => {
        workers.push(new SlowWorker());
        return workers.at(-1) as unknown as WorkerLike;
      },
      () => {},
    );
    queue.ask({ lane: "a", step: 0 });
    queue.ask({ lane: "b", step: 3 });
    workers[0].onerror?.({ message: PROGRAM_LOST });
    expect(workers[0].ended).toBe(true);
    expect(workers[1].heard).toEqual([{ lane: "b", step: 3 }]);
  });

  it("are forgotten at the end, and the worker ended", () => {
    const { worker, queue } = questioned(0);
    queue.ask({ lane: "a", step: 0 });
    queue.ask({ lane: "a", step: 1 });
    queue.end();
    worker.answer("too late");
    expect(worker.ended).toBe(true);
    expect(worker.heard).toHaveLength(1);
  });

  it("come to the moments that were overtaken when none newer waits, those far apart first", () => {
    const { worker, queue } = questioned(0, 1e6);
    for (let step = 0; step <= 9; step++) queue.ask({ lane: "a", step });
    while (worker.heard.length < 10) worker.answer("");
    expect(worker.heard.map(({ step }) => step)).toEqual([0, 9, 8, 4, 2, 6, 1, 3, 5, 7]);
  });

  it("rest after an earlier moment while the run plays, unless a newer one comes", () => {
    const { worker, queue } = questioned(0, 1e6);
    queue.playing = true;
    queue.ask({ lane: "a", step: 0 });
    worker.answer("loaded");
    for (const step of [4, 8]) queue.askLater({ lane: "a", step });
    vi.advanceTimersByTime(10);
    worker.answer("the earlier one took 10 ms");
    expect(worker.heard.map(({ step }) => step)).toEqual([0, 4]);
    vi.advanceTimersByTime(20);
    queue.ask({ lane: "a", step: 12 });
    expect(worker.heard.at(-1)).toEqual({ lane: "a", step: 12 });
    worker.answer("");
    expect(worker.heard.at(-1)).toEqual({ lane: "a", step: 8 });
  });

  it("go first where the page waits for them", () => {
    const { worker, queue } = questioned(0, 1e6);
    queue.ask({ lane: "a", step: 1 });
    queue.ask({ lane: "a", step: 2 });
    queue.askFirst({ lane: "b", step: 7 });
    worker.answer("");
    expect(worker.heard.at(-1)).toEqual({ lane: "b", step: 7 });
  });

  it("of earlier moments take no more memory than they may", () => {
    const worker = new SlowWorker();
    const queue = new MeasureQueue<Question & { readonly w: Float32Array }, string>(
      () => worker as unknown as WorkerLike,
      () => {},
      { capacity: 4000 },
    );
    for (let step = 0; step < 64; step++) queue.askLater({ lane: "a", step, w: new Float32Array(100) });
    for (let i = 0; i < 64; i++) worker.answer("");
    expect(worker.heard.length).toBeLessThanOrEqual(11);
  });
});
