import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NewestFirst } from "../../src/worker/newest-first";
import type { LaneKey } from "../../src/worker/protocol";

interface Question {
  readonly lane: LaneKey;
  readonly step: number;
}

/** A worker whose answers the test gives. */
class SlowWorker {
  readonly heard: Question[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((event: { preventDefault: () => void }) => void) | null = null;
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

function questioned(rest: number) {
  const worker = new SlowWorker();
  const answers: string[] = [];
  const queue = new NewestFirst<Question, string>(
    () => worker as unknown as Worker,
    (answer) => answers.push(answer),
    rest,
  );
  return { worker, answers, queue };
}

describe("questions to a slow worker", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("go to it one at a time, the newest of each lane, the lanes in turn", () => {
    const { worker, answers, queue } = questioned(0);
    for (const step of [0, 1, 2]) for (const lane of ["a", "b"] as const) queue.ask({ lane, step });
    expect(worker.heard).toEqual([{ lane: "a", step: 0 }]);
    for (const text of ["first", "second", "third"]) worker.answer(text);
    expect(worker.heard).toEqual([
      { lane: "a", step: 0 },
      { lane: "b", step: 2 },
      { lane: "a", step: 2 },
    ]);
    expect(answers).toEqual(["first", "second", "third"]);
  });

  it("wait after an answer as many times as long as it took as they are told to", () => {
    const { worker, queue } = questioned(4);
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
  });

  it("are not held up by one that the worker breaks on", () => {
    const { worker, queue } = questioned(0);
    queue.ask({ lane: "a", step: 0 });
    queue.ask({ lane: "b", step: 0 });
    worker.onerror?.({ preventDefault: () => {} });
    expect(worker.heard).toHaveLength(2);
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
});
