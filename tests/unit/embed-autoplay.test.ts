import { describe, expect, it } from "vitest";
import { Autoplay, LOOP_PAUSE, type Playing } from "../../src/screens/embed/autoplay";

const LENGTH = 100;
const ASKED: Playing = { play: true, loop: false, whenSeen: true, from: 0 };

/** A frame whose run is made by hand, with a record of what it was told to do. */
function framed(asked: Partial<Playing>) {
  const log: string[] = [];
  const timers: { readonly callback: () => void; readonly milliseconds: number }[] = [];
  const autoplay = new Autoplay({ ...ASKED, ...asked }, (callback, milliseconds) =>
    timers.push({ callback, milliseconds }),
  );
  const run = { ready: false, playing: false, ended: false, step: 0 };
  const actions = {
    play: () => void log.push("play"),
    pause: () => void log.push("pause"),
    reset: () => void log.push("reset"),
    showStep: (step: number) => void log.push(`to ${step}`),
  };
  let seen = false;
  /** Tells of a change, as the page does. */
  const now = (change: Partial<typeof run>, inSight = seen) => {
    seen = inSight;
    Object.assign(run, change);
    run.ended = run.step >= LENGTH && !run.playing;
    autoplay.update({ ...run, ...actions }, seen);
    return log.splice(0);
  };
  return { autoplay, now, log, timers };
}

describe("a frame with play", () => {
  it("plays once its networks are built and it is seen, whichever comes first", () => {
    const early = framed({});
    expect(early.now({}, true)).toEqual([]);
    expect(early.now({ ready: true })).toEqual(["play"]);
    const late = framed({});
    expect(late.now({ ready: true })).toEqual([]);
    expect(late.now({}, true)).toEqual(["play"]);
    expect(late.now({ playing: true, step: 5 })).toEqual([]);
  });

  it("pauses while it is out of sight, unless it was paused anyway", () => {
    const { autoplay, now, log } = framed({});
    now({ ready: true }, true);
    now({ playing: true, step: 5 });
    expect(now({}, false)).toEqual(["pause"]);
    expect(now({ playing: false })).toEqual([]);
    expect(now({}, true)).toEqual(["play"]);
    now({ playing: true });
    autoplay.pause();
    expect(log.splice(0)).toEqual(["pause"]);
    now({ playing: false });
    now({}, false);
    expect(now({}, true)).toEqual([]);
  });

  it("plays unseen with start=now", () => {
    const { now } = framed({ whenSeen: false });
    expect(now({ ready: true }, false)).toEqual(["play"]);
    expect(now({ playing: true }, false)).toEqual([]);
  });

  it("makes the step that was asked for first", () => {
    const { now } = framed({ from: 40 });
    expect(now({ ready: true }, true)).toEqual(["to 40"]);
    expect(now({ playing: true, step: 20 })).toEqual([]);
    expect(now({ playing: false, step: 40 })).toEqual(["play"]);
  });

  it("stops at its end without loop", () => {
    const { now, timers } = framed({});
    now({ ready: true }, true);
    now({ playing: true, step: 99 });
    expect(now({ playing: false, step: 100 })).toEqual([]);
    expect(timers).toEqual([]);
  });

  it("starts again after a pause with loop, from the step that was asked for", () => {
    const { now, timers, log } = framed({ loop: true, from: 40 });
    now({ ready: true, step: 40 }, true);
    now({ playing: true, step: 99 });
    expect(now({ playing: false, step: 100 })).toEqual([]);
    now({});
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([LOOP_PAUSE]);
    timers[0].callback();
    expect(log.splice(0)).toEqual(["reset"]);
    // The old run's last frame may come once more.
    expect(now({ step: 100 })).toEqual([]);
    expect(now({ step: 0 })).toEqual(["to 40"]);
    expect(now({ step: 40 })).toEqual(["play"]);
  });

  it("does not start again if it was reset or is played meanwhile", () => {
    const { now, timers, log } = framed({ loop: true });
    now({ ready: true }, true);
    now({ playing: true, step: 99 });
    now({ playing: false, step: 100 });
    now({ step: 0 });
    timers[0].callback();
    expect(log.splice(0)).toEqual([]);
  });
});

describe("Play in a frame", () => {
  it("waits for the networks, and needs no sight if the address does not ask to play", () => {
    const { autoplay, now, log } = framed({ play: false });
    now({}, false);
    autoplay.play();
    expect(log.splice(0)).toEqual([]);
    expect(now({ ready: true })).toEqual(["play"]);
    now({ playing: true, step: 3 });
    expect(now({}, false)).toEqual([]);
  });

  it("starts an ended run again", () => {
    const { autoplay, now, log } = framed({ play: false });
    now({ ready: true, step: 100 }, true);
    autoplay.play();
    expect(log.splice(0)).toEqual(["reset"]);
    expect(now({ step: 0 })).toEqual(["play"]);
  });

  it("is taken back by Pause", () => {
    const { autoplay, now, log } = framed({ play: false });
    now({}, true);
    autoplay.play();
    autoplay.pause();
    log.splice(0);
    expect(now({ ready: true })).toEqual([]);
  });
});
