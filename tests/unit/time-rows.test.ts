import { describe, expect, it } from "vitest";
import {
  type Cell,
  fittingPieces,
  NAME,
  placeCells,
  rowsLayout,
  type TimeRow,
} from "../../src/plot/time-rows-layout";

const SIZE = { width: 700, height: 300, fontSize: 13 };

const row = (cells: readonly (Cell | null)[]): TimeRow => ({
  key: "answer",
  block: "answers",
  height: 1.5,
  label: "answer",
  name: { text: "Unitary", ink: "--b" },
  content: { kind: "cells", cells },
});

describe("the layout of rows along the time axis", () => {
  const rows = [row([])];
  const edges = { left: 50, right: 630, width: 700 };

  it("takes over the ends of the axis of a chart above", () => {
    const { x } = rowsLayout(SIZE, rows, 66, edges);
    expect(x(0)).toBe(50);
    expect(x(66)).toBeCloseTo(630, 10);
  });

  it("leaves the space of the names, however wide the cells are", () => {
    // 48 px is the estimated width of “Unitary” at 11.9 px, from above.
    for (const shared of [edges, undefined])
      for (const steps of [1, 2, 4, 12, 66, 1000]) {
        const { x, cell } = rowsLayout(SIZE, rows, steps, shared);
        expect(x(steps) + cell / 2 + NAME + 48).toBeLessThanOrEqual(700);
        expect(x(1) - cell / 2).toBeGreaterThanOrEqual(50);
        expect(x(2) - x(1)).toBeCloseTo(cell, 10);
        expect(x(0)).toBeCloseTo(x(1) - cell, 10);
      }
  });

  it("keeps the labels whole where a chart above leaves little space for them", () => {
    // 44 px is the estimated width of “answer” at 12 px, from above; the cells begin at 50 + 580/132 = 54.4.
    expect(rowsLayout(SIZE, rows, 66, edges).labelEnd).toBeCloseTo(48.4, 1);
    expect(rowsLayout(SIZE, rows, 66, { ...edges, left: 43, right: 623 }).labelEnd).toBe(44);
    expect(rowsLayout(SIZE, rows, 66, { ...edges, left: 30, right: 610 }).labelEnd).toBeCloseTo(32.4, 1);
  });

  it("without a chart above, has a fourth of the band for each of four cells", () => {
    const { x, cell } = rowsLayout(SIZE, rows, 4);
    const two = rowsLayout(SIZE, rows, 2);
    expect(x(1) - cell / 2).toBeCloseTo(two.x(1) - two.cell / 2, 10);
    expect(x(4) + cell / 2).toBeCloseTo(two.x(2) + two.cell / 2, 10);
  });
});

describe("the places of cells", () => {
  /** 66 cells of 4 px, too narrow for a letter. */
  const layout = { left: 0, right: 264, cell: 4, x: (t: number) => 4 * t };
  const cells = (minor: boolean) =>
    Array.from({ length: 66 }, (_, i): Cell => ({ text: "a", minor: minor && i < 63 }));

  it("have text in groups about their time steps, within the band", () => {
    const some = Array.from({ length: 66 }, (_, i): Cell | null => (i >= 63 ? { text: "a" } : null));
    const placed = placeCells(some, layout, 13);
    expect(placed.map(({ t, legible }) => [t, legible])).toEqual([
      [64, true],
      [65, true],
      [66, true],
    ]);
    const last = placed[2];
    expect(last.left + last.width).toBe(266);
    expect(placed[1].left).toBeCloseTo(placed[0].left + placed[0].width, 10);
  });

  it("do without the text of minor cells where there is no space for all", () => {
    const placed = placeCells(cells(true), layout, 13);
    expect(placed).toHaveLength(66);
    expect(placed.filter(({ legible }) => legible).map(({ t }) => t)).toEqual([64, 65, 66]);
    // Drawn last, so that the text is not covered.
    expect(placed.slice(-3).map(({ t }) => t)).toEqual([64, 65, 66]);
    expect(placed[9]).toEqual({ t: 10, left: 38, width: 4, legible: false });
  });

  it("have no text where there is no space for that of the others either", () => {
    expect(placeCells(cells(false), layout, 13).some(({ legible }) => legible)).toBe(false);
  });
});

describe("pieces of text", () => {
  const pieces = [
    { text: "gives it 5 %," },
    { text: "most to", leads: true },
    { text: "“a” 9 %," },
    { text: "“b” 8 %" },
  ];
  const shown = (available: number) => fittingPieces(pieces, 10, available).map(({ text }) => text);

  it("are left out from the end, and none leads to nothing", () => {
    expect(shown(1000)).toEqual(pieces.map(({ text }) => text));
    expect(shown(200)).toEqual(["gives it 5 %,", "most to", "“a” 9 %,"]);
    expect(shown(160)).toEqual(["gives it 5 %,"]);
    expect(shown(10)).toEqual([]);
  });
});
