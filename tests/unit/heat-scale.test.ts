import { describe, expect, test } from "vitest";
import { columnAt, heatColours, heatDomain, heatIndex, heatPixels } from "../../src/plot/heat-scale";

/** The stops of the style sheet. */
const STOPS = ["#00224e", "#575d6d", "#a59c74", "#fee838"];

/** Relative luminance by WCAG 2. */
function luminance([red, green, blue]: Uint8ClampedArray): number {
  const linear = (value: number) =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

describe("the heat map", () => {
  test("grows brighter with every colour, so that it reads without colour vision", () => {
    const colours = heatColours(STOPS, 64);
    for (let i = 1; i < 64; i++) {
      expect(luminance(colours.subarray(4 * i))).toBeGreaterThan(luminance(colours.subarray(4 * i - 4)));
    }
    expect([...colours.subarray(0, 4)]).toEqual([0, 0x22, 0x4e, 255]);
    expect([...colours.subarray(-4)]).toEqual([0xfe, 0xe8, 0x38, 255]);
  });

  test("gives equal ratios equal steps of colour, and what lies beyond the ends the ends' own", () => {
    const at = (value: number) => heatIndex(value, [1e-4, 1], 5);
    expect([1e-4, 1e-3, 1e-2, 1e-1, 1].map(at)).toEqual([0, 1, 2, 3, 4]);
    expect([0, 1e-9, 30].map(at)).toEqual([0, 0, 4]);
  });

  test("has its decades from the data, zeros and what is not finite left out", () => {
    const values = [3e-7, 0, Number.NaN, Number.POSITIVE_INFINITY, 0.4];
    expect(heatDomain([{ x: 0, values }])).toEqual([1e-7, 1]);
    const deep = heatDomain([{ x: 0, values: [1e-44, 0.5] }]);
    expect(Math.log10(deep[1] / deep[0])).toBeLessThanOrEqual(22);
  });

  test("finds the column that holds at an x as a search through all does", () => {
    const columns = [2, 3, 7, 20].map((x) => ({ x }));
    for (let x = 0; x < 25; x += 0.5) {
      expect(columnAt(columns, x)).toBe(columns.findLastIndex((each) => each.x <= x));
    }
  });

  test("draws the last value on top and each column from its x on; nothing before, beyond or for NaN", () => {
    const colours = heatColours(STOPS, 2);
    const pixels = heatPixels(
      [
        { x: 2, values: [1e-3, 1, Number.NaN] },
        { x: 4, values: [1, 1, 1] },
      ],
      { width: 8, rows: 3, end: 8, domain: [1e-3, 1], colours },
    );
    const opacity = (column: number, row: number) => pixels[4 * (row * 8 + column) + 3];
    const red = (column: number, row: number) => pixels[4 * (row * 8 + column)];
    expect([0, 1, 2, 4, 5, 6].map((column) => opacity(column, 2))).toEqual([0, 0, 255, 255, 255, 0]);
    expect(opacity(2, 0)).toBe(0);
    expect([red(2, 2), red(3, 2), red(4, 2)]).toEqual([0, 0, 0xfe]);
    expect(red(2, 1)).toBe(0xfe);
  });
});
