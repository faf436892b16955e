import { describe, expect, it } from "vitest";
import { sheetBoxes } from "../../src/export/chart-sheet";

const wide = { width: 700, height: 300 };
const square = { width: 320, height: 320 };

describe("the boxes of charts on a sheet of 1920 × 1080", () => {
  it("are rows from margin to margin, in reading order, none over another", () => {
    const boxes = sheetBoxes([wide, square, wide, square, wide, wide]);
    const rows = [boxes.slice(0, 3), boxes.slice(3)];
    for (const row of rows) {
      expect(new Set(row.map(({ y }) => y)).size).toBe(1);
      expect(row[0].x).toBe(48);
      const last = row[row.length - 1];
      expect(last.x + last.width).toBeCloseTo(1920 - 48, 8);
      for (const [i, box] of row.slice(1).entries())
        expect(box.x).toBeCloseTo(row[i].x + row[i].width + 36, 8);
    }
    const [first, second] = rows.map(([{ y }]) => y);
    expect(second).toBeGreaterThanOrEqual(first + boxes[0].height);
    expect(second + boxes[5].height).toBeLessThanOrEqual(1080 - 48);
  });

  it("give a single chart the whole width, and as much height as there is", () => {
    expect(sheetBoxes([square])).toEqual([{ x: 48, y: 118, width: 1824, height: 1080 - 118 - 48 }]);
  });

  it("widths follow the charts’ ratios within a row", () => {
    const [one, two] = sheetBoxes([wide, square]);
    expect(one.width / two.width).toBeCloseTo(700 / 300, 8);
  });
});
