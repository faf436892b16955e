import { describe, expect, it } from "vitest";
import { wrapped } from "../../src/export/caption";
import { boxOf, PICTURE_SIZE_IDS, PICTURE_SIZES } from "../../src/export/picture-size";

const onPage = { width: 700, height: 300, fontSize: 13 };

describe("the sizes of pictures", () => {
  it("are those that are promised, in pixels and in inches", () => {
    const pixels = PICTURE_SIZE_IDS.slice(0, 3).map((id) => {
      const { width, height = 0, scale } = boxOf(id, onPage);
      return [width * scale, height * scale];
    });
    expect(pixels).toEqual([
      [1920, 1080],
      [960, 1080],
      [2100, 1800],
    ]);
    // 96 CSS pixels are an inch.
    const { width, height, scale } = PICTURE_SIZES.column.box;
    expect([width / 96, height / 96, scale * 96]).toEqual([3.5, 3, 600]);
  });

  it("have type that can be read there: 24 of 1080 lines on a slide, 7 points in a column", () => {
    for (const id of ["slide", "half"] as const) {
      const { fontSize, sentence, scale } = boxOf(id, onPage);
      // Names of axes are a twelfth smaller than names of series.
      expect(Math.min(0.92 * fontSize, sentence) * scale).toBeGreaterThanOrEqual(24);
    }
    const { fontSize, sentence } = boxOf("column", onPage);
    expect(Math.min(0.92 * fontSize, sentence) * 0.75).toBeGreaterThanOrEqual(7);
  });

  it("on the screen are those of the plot on the page, at least 420 wide", () => {
    expect(boxOf("screen", onPage)).toMatchObject({ plot: onPage, width: 748, scale: 3, fontSize: 13 });
    expect(boxOf("screen", { ...onPage, width: 300 }).width).toBe(468);
  });
});

describe("a text of a picture", () => {
  const text = [
    { text: "At step 1\u202f200 " },
    { text: "RNN", ink: "var(--lane-a)" },
    { text: "’s loss is 0.1; " },
    { text: "Unitary, sigmoid", ink: "var(--lane-b)" },
    { text: " 0.2." },
  ];
  const wide = ({ text: { length } }: { readonly text: string }) => length;
  const lines = (width: number) =>
    wrapped(text, width, wide).map((line) => line.map((piece) => piece.text).join(""));

  it("is broken at spaces, words of two colours and numbers with thin spaces in one", () => {
    expect(lines(22)).toEqual(["At step 1\u202f200 RNN’s", "loss is 0.1; Unitary,", "sigmoid 0.2."]);
    expect(lines(1000)).toEqual(["At step 1\u202f200 RNN’s loss is 0.1; Unitary, sigmoid 0.2."]);
    // A word that is wider than the line has one of its own.
    expect(lines(6)).toContain("RNN’s");
  });

  it("keeps the colour of each of its pieces", () => {
    const inks = wrapped(text, 22, wide)
      .flat()
      .filter(({ ink }) => ink)
      .map(({ text: own, ink }) => [own.trim(), ink]);
    expect(inks).toEqual([
      ["RNN", "var(--lane-a)"],
      ["Unitary,", "var(--lane-b)"],
      ["sigmoid", "var(--lane-b)"],
    ]);
  });
});
