import { describe, expect, test } from "vitest";
import { Lookers } from "../../src/store/measuring";
import { RedrawQueue } from "../../src/store/redraw";

describe("what is measured beside the training", () => {
  test("begins with the first who looks at it and ends with the last, and is told once each time", () => {
    const told: string[][] = [];
    const lookers = new Lookers((wanted) => told.push([...wanted]));
    const first = lookers.begin("spectra");
    const second = lookers.begin("spectra");
    const other = lookers.begin("jacobians");
    expect(told).toEqual([["spectra"], ["spectra", "jacobians"]]);
    first();
    first();
    other();
    expect(told.slice(2)).toEqual([["spectra"]]);
    second();
    expect(told.slice(3)).toEqual([[]]);
  });
});

describe("the redraw queue", () => {
  test("tells a chart of what came between its first drawing and its registration", () => {
    const queue = new RedrawQueue({ now: () => 0, nextFrame: () => {} });
    const drawn = queue.version("eigenvalues");
    queue.announce(["eigenvalues"]);
    queue.subscribe("eigenvalues", () => {});
    expect(queue.version("eigenvalues")).not.toBe(drawn);
    // Where nothing came, it has nothing to draw again.
    const other = queue.version("loss");
    queue.subscribe("loss", () => {});
    expect(queue.version("loss")).toBe(other);
  });
  test("leaves alone the charts that new numbers do not concern", () => {
    const frames: (() => void)[] = [];
    let now = 1000;
    const queue = new RedrawQueue({ now: () => now, nextFrame: (callback) => frames.push(callback) });
    const drawn: string[] = [];
    for (const name of ["loss", "eigenvalues", "drift"]) queue.subscribe(name, () => drawn.push(name));
    queue.announce(["eigenvalues"]);
    for (let i = 0; i < 10; i++, now += 300) frames.shift()?.();
    expect(drawn).toEqual(["eigenvalues"]);
    expect(frames).toEqual([]);
    queue.announce();
    for (let i = 0; i < 10; i++, now += 300) frames.shift()?.();
    expect(drawn.slice(1).sort()).toEqual(["drift", "eigenvalues", "loss"]);
  });
});
