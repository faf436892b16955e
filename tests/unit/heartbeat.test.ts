import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Heartbeat } from "../../src/worker/heartbeat";

describe("the heartbeat", () => {
  let visible = true;
  /** Added to the clock, as a sleep adds: no timer runs meanwhile. */
  let slept = 0;
  const said: number[] = [];
  const begin = () =>
    new Heartbeat((seconds) => said.push(seconds), {
      now: () => performance.now() + slept,
      visible: () => visible,
    });

  beforeEach(() => {
    vi.useFakeTimers();
    [visible, slept] = [true, 0];
    said.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  it("tells once of ten seconds of silence while an answer is awaited", () => {
    const heartbeat = begin();
    heartbeat.expect();
    vi.advanceTimersByTime(9_000);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(said).toEqual([10]);
  });

  it("says nothing where nothing is awaited, or something was heard in time", () => {
    const heartbeat = begin();
    vi.advanceTimersByTime(60_000);
    heartbeat.expect();
    for (let k = 0; k < 10; k++) {
      vi.advanceTimersByTime(8_000);
      heartbeat.heard(true);
    }
    heartbeat.heard(false);
    vi.advanceTimersByTime(600_000);
    expect(said).toEqual([]);
  });

  it("counts neither the time in which the page is hidden nor that in which the machine sleeps", () => {
    const heartbeat = begin();
    heartbeat.expect();
    vi.advanceTimersByTime(5_000);
    visible = false;
    vi.advanceTimersByTime(600_000);
    visible = true;
    slept += 3_600_000;
    // Of the hour two seconds count, and those that pass.
    vi.advanceTimersByTime(2_000);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(10_000);
    expect(said).toHaveLength(1);
  });

  it("gives a slow machine five times the longest silence that it broke by itself", () => {
    const heartbeat = begin();
    heartbeat.expect();
    vi.advanceTimersByTime(6_000);
    heartbeat.heard(true);
    vi.advanceTimersByTime(29_000);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(said).toEqual([30]);
  });

  it("waits as long as it takes for networks to be built, and then no longer than twice that", () => {
    const heartbeat = begin();
    heartbeat.expect("unlimited");
    vi.advanceTimersByTime(40_000);
    heartbeat.heard(true);
    vi.advanceTimersByTime(79_000);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(said).toHaveLength(1);
  });

  it("keeps a limit by the clock whatever it has heard before, and from one sign of life to the next", () => {
    const heartbeat = begin();
    heartbeat.expect("unlimited");
    vi.advanceTimersByTime(40_000);
    for (let k = 0; k < 3; k++) {
      heartbeat.heard(true, 10_000);
      vi.advanceTimersByTime(9_000);
    }
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(said).toEqual([10]);
  });
});
