import { describe, expect, it } from "vitest";
import { sheetCells } from "../../src/export/chart-sheet";

const wide = { square: false };
const square = { square: true };

describe("the cells of charts on a sheet of 1920 × 1080", () => {
  it("fill rows from margin to margin, in reading order, none over another", () => {
    const cells = sheetCells([wide, square, wide, wide, wide, wide]);
    const tops = [...new Set(cells.map(({ y }) => y))];
    const rows = tops.map((top) => cells.filter(({ y }) => y === top));
    expect(rows.map((row) => row.length)).toEqual([3, 3]);
    for (const row of rows) {
      expect(row[0].x).toBe(40);
      expect(row[2].x + row[2].width).toBeCloseTo(1920 - 40, 8);
      for (const [i, cell] of row.slice(1).entries())
        expect(cell.x).toBeCloseTo(row[i].x + row[i].width + 32, 8);
    }
    expect(tops[1]).toBe(tops[0] + rows[0][0].height + 32);
    expect(tops[1] + rows[1][0].height).toBe(1080 - 40);
  });

  it("give a square chart less width than the others of its row, and those the same", () => {
    const [one, two, three] = sheetCells([wide, square, wide]);
    expect(one.width / two.width).toBeCloseTo(1.75, 8);
    expect(three.width).toBeCloseTo(one.width, 8);
  });

  it("give a single chart the whole sheet below the title", () => {
    expect(sheetCells([square])).toEqual([{ x: 40, y: 104, width: 1840, height: 1080 - 104 - 40 }]);
  });

  it("are one below another on a sheet that is higher than wide", () => {
    const cells = sheetCells([wide, wide], { width: 1080, height: 1080 });
    expect(cells.map(({ x }) => x)).toEqual([40, 40]);
  });
});
