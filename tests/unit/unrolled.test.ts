import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { textWidth } from "../../src/plot/label-layout";
import { LANE_A, LANE_B } from "../../src/plot/look";
import { type Box, overlap } from "../../src/plot/places";
import { plainText } from "../../src/plot/sentence";
import { Unrolled } from "../../src/plot/unrolled";
import {
  columnsShown,
  fitted,
  type UnrolledData,
  type UnrolledNetwork,
  unitsShown,
  unrolledLayout,
} from "../../src/plot/unrolled-layout";
import {
  gradientScale,
  largestState,
  stateColour,
  unitState,
  widthShare,
} from "../../src/plot/unrolled-scales";
import { unrolledSentence, unrolledTable } from "../../src/plot/unrolled-words";

const network = (steps: number, units: number, rest: Partial<UnrolledNetwork> = {}): UnrolledNetwork => ({
  key: "a",
  name: "RNN",
  look: LANE_A,
  activation: "tanh",
  states: Float64Array.from({ length: (steps + 1) * units }, (_, i) => Math.sin(i)),
  units,
  complex: false,
  gradients: Float64Array.from({ length: steps + 1 }, (_, t) => Number(`1e${t - steps}`)),
  answers: Array.from({ length: steps }, (_, i) => ({ text: `${i}`, probability: 0.5, right: i % 2 === 0 })),
  ...rest,
});
const data = (steps: number, units: number, rest: Partial<UnrolledData> = {}): UnrolledData => ({
  networks: [network(steps, units), network(steps, units, { key: "b", name: "Unitary", look: LANE_B })],
  inputs: Array.from({ length: steps }, (_, i) => ({ text: "abc"[i % 3] })),
  targets: Array.from({ length: steps }, () => ({ text: "·", words: "blank" })),
  at: steps,
  direction: "forward",
  ...rest,
});

describe("the columns of an unrolled network", () => {
  test("are all time steps if there is room, else the first, the last and the one reached", () => {
    expect(columnsShown(4, 5, 0)).toEqual([0, 1, 2, 3, 4]);
    expect(columnsShown(20, 7, 9)).toEqual([0, 1, 2, 9, 18, 19, 20]);
    // Among the others, the one in the middle is the nearest that is not shown.
    expect(columnsShown(20, 7, 1)).toEqual([0, 1, 2, 3, 18, 19, 20]);
    expect(columnsShown(20, 7, 20)).toEqual([0, 1, 2, 17, 18, 19, 20]);
  });

  test("include the time step reached, ascend, and are as many for every one of them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 300 }),
        (steps, room, reached) => {
          const at = Math.min(reached, steps);
          const times = columnsShown(steps, room, at);
          expect(times).toContain(at);
          expect([times[0], times.at(-1)]).toEqual([0, steps]);
          expect(times.length).toBe(Math.min(steps + 1, Math.max(5, room)));
          for (let k = 1; k < times.length; k++) expect(times[k]).toBeGreaterThan(times[k - 1]);
        },
      ),
    );
  });

  test("show all units or an even selection with the first and the last", () => {
    expect(unitsShown(4, 8)).toEqual([0, 1, 2, 3]);
    expect(unitsShown(32, 8)).toEqual([0, 4, 9, 13, 18, 22, 27, 31]);
    expect(unitsShown(32, 1)).toEqual([0]);
  });
});

/** The boxes of all that is drawn in the columns of a layout, and of its rows of text. */
function boxesOf(layout: ReturnType<typeof unrolledLayout>, em: number): Box[] {
  const around = (x: number, y: number, width: number, height: number): Box => ({
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  });
  return layout.blocks.flatMap((block) => {
    const row = (y: number) => around(block.left + block.width / 2, y, block.width, 1.1 * em);
    const { cell, box } = block;
    return [
      row(block.title),
      row(block.time),
      row(block.key),
      ...block.columns.flatMap((x) => [
        around(x, block.answer, cell.width, cell.height),
        around(x, (box.top + box.bottom) / 2, box.width, box.bottom - box.top),
        around(x, block.input, cell.width, cell.height),
      ]),
    ];
  });
}

describe("the layout of an unrolled network", () => {
  test("has no overlaps and stays in the drawing, from a phone to a projector", () => {
    fc.assert(
      fc.property(
        fc.constantFrom([358, 585, 13], [700, 420, 13], [900, 330, 13], [1180, 330, 13], [1860, 690, 26]),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 128 }),
        fc.boolean(),
        fc.constantFrom("a", "0.53", "understanding"),
        ([width, height, fontSize], steps, units, two, text) => {
          const all = data(steps, units, { inputs: Array.from({ length: steps }, () => ({ text })) });
          const networks = two ? all.networks : all.networks.slice(0, 1);
          const layout = unrolledLayout({ width, height, fontSize }, { ...all, networks });
          const boxes = boxesOf(layout, fontSize);
          const clashes = boxes.filter((box, i) => boxes.slice(i + 1).some((other) => overlap(box, other)));
          expect(clashes).toEqual([]);
          const outside = ({ left, right, bottom }: Box) =>
            left < -1e-9 || right > width + 1e-9 || bottom > height;
          expect(boxes.filter(outside)).toEqual([]);
          for (const { dots, radius, box, units: shown } of layout.blocks) {
            expect(dots.length).toBe(shown.length);
            expect(dots[0] - radius).toBeGreaterThan(box.top);
            expect((dots.at(-1) ?? 0) + radius).toBeLessThan(box.bottom);
            for (let k = 1; k < dots.length; k++) expect(dots[k] - dots[k - 1]).toBeGreaterThan(2 * radius);
          }
        },
      ),
    );
  });

  test("keeps every column in its place while t moves", () => {
    const at = (t: number) =>
      unrolledLayout({ width: 900, height: 340, fontSize: 13 }, data(66, 8, { at: t }));
    for (let t = 1; t <= 66; t++) expect(at(t).blocks[0].columns).toEqual(at(0).blocks[0].columns);
  });

  test("stacks two networks on a phone and puts them side by side on a projector", () => {
    const tops = (width: number, height: number, fontSize: number) =>
      unrolledLayout({ width, height, fontSize }, data(20, 8)).blocks.map(({ title }) => title);
    expect(new Set(tops(1860, 690, 26)).size).toBe(1);
    expect(new Set(tops(358, 585, 13)).size).toBe(2);
  });

  test("cuts texts that are wider than their cell", () => {
    expect(fitted("blank", 10, 30)).toBe("blank");
    expect(fitted("blanks", 10, 30)).toBe("blan…");
    expect(textWidth(fitted("understanding", 13, 50), 13)).toBeLessThanOrEqual(50);
  });
});

describe("the scales of an unrolled network", () => {
  test("make an arrow narrower by the same amount per decade, down to nothing", () => {
    const scale = { top: 1, decades: 8 };
    expect([1e1, 1e-1, 1e-3, 1e-7].map((norm) => widthShare(norm, scale))).toEqual([1, 0.75, 0.5, 0]);
    expect([9e-8, 0, Number.NaN].map((norm) => widthShare(norm, scale))).toEqual([null, null, null]);
    expect(widthShare(Number.POSITIVE_INFINITY, scale)).toBe(1);
  });

  test("reach from the power of ten above the largest norm down to the smallest, 16 decades at most", () => {
    const of = (...gradients: number[][]) => gradientScale(gradients.map((each) => ({ gradients: each })));
    expect(of([2e-5, 0.9], [1.3, 1.2])).toEqual({ top: 1, decades: 8 });
    expect(of([10, 10])).toEqual({ top: 1, decades: 4 });
    expect(of([1e-300, 10])).toEqual({ top: 1, decades: 16 });
    expect(of([0, Number.NaN])).toEqual({ top: 0, decades: 4 });
    expect(gradientScale([{ gradients: [1e-3, 10] }], 12)).toEqual({ top: 1, decades: 12 });
  });

  test("colour states orange below 0 and blue above, the stronger the farther from 0", () => {
    expect(stateColour(-0.5)).toBe("color-mix(in oklab, var(--lane-a-mark) 50.0%, var(--plate))");
    expect(stateColour(2)).toBe("color-mix(in oklab, var(--lane-b-mark) 100.0%, var(--plate))");
    expect(stateColour(Number.NaN)).toBe("none");
  });

  test("read a complex state as [Re h; Im h]", () => {
    const complex = { states: Float64Array.of(0, 0, 0, 0, 3, 1, 4, -2), units: 2, complex: true };
    expect(unitState(complex, 1, 0)).toEqual({ re: 3, im: 4 });
    expect(unitState(complex, 1, 1)).toEqual({ re: 1, im: -2 });
    expect(largestState(complex)).toBe(5);
    expect(largestState({ ...complex, states: new Float64Array(8) })).toBe(1);
  });
});

describe("the words of an unrolled network", () => {
  const say = (rest: Partial<UnrolledData>) => plainText(unrolledSentence(data(5, 2, rest)));
  test("say input and answers forward, and the gradient backward", () => {
    expect(say({ at: 0 })).toBe("t = 0, before the first of 5 inputs: h is 0.");
    expect(say({ at: 3 })).toBe(
      "t = 3 of 5: input c, RNN answers 2 at 50\u202f%, Unitary answers 2 at 50\u202f%.",
    );
    expect(say({ at: 5, direction: "backward" })).toBe(
      "t = 5, where the gradient starts: its norm is 1 in RNN and 1 in Unitary.",
    );
    expect(say({ at: 4, direction: "backward" })).toBe(
      "t = 4, 1 time step back: the norm of the gradient is 0.1 in RNN and 0.1 in Unitary.",
    );
    const unknown = [network(5, 2, { gradients: null, answers: null })];
    expect(say({ networks: unknown, at: 2 })).toBe("t = 2 of 5: input b.");
    expect(say({ networks: unknown, at: 2, direction: "backward" })).toBe(
      "t = 2, 3 time steps back: the norm of the gradient is not known.",
    );
  });

  test("have a table with a row per time step and a column per unit", () => {
    const { columns, rows } = unrolledTable(data(5, 2));
    const all = typeof rows === "function" ? rows() : rows;
    expect(columns).toHaveLength(3 + 2 * 5);
    expect(all).toHaveLength(6);
    expect(all[0].slice(0, 6)).toEqual([0, "", "", "", "", 1e-5]);
    expect(all[2].slice(0, 8)).toEqual([2, "b", "blank", "1", 0.5, 1e-3, Math.sin(4), Math.sin(5)]);
  });
});

describe("the drawing of an unrolled network", () => {
  const draw = (rest: Partial<UnrolledData>) =>
    renderToStaticMarkup(
      createElement(Unrolled, { size: { width: 1180, height: 330, fontSize: 13 }, ...data(4, 3, rest) }),
    );
  const count = (markup: string, piece: string) => markup.split(piece).length - 1;

  test("has a dot per unit and column, and every letter of the equations", () => {
    const markup = draw({});
    expect(count(markup, "<circle")).toBe(2 * 5 * 3);
    for (const name of [">V<", ">W<", ">U<", "σ = "]) expect(count(markup, name)).toBe(2);
  });

  test("forward, is in full ink up to the time step reached", () => {
    // h_3, h_4 and the arrows to them, in both networks.
    expect(count(draw({ at: 2 }), 'opacity="0.28"')).toBe(2 * 4);
    expect(count(draw({ at: 4 }), 'opacity="0.28"')).toBe(0);
  });

  test("backward, has a gradient’s arrow into every state that it has reached, and the key to the widths", () => {
    // The first polygon of each is the arrow from the loss; the key has three.
    for (const at of [0, 2, 4]) {
      const filled = count(draw({ at, direction: "backward" }), 'fill="var(--lane-a-mark)"');
      expect(filled).toBe(1 + (4 - at));
    }
    expect(draw({ direction: "backward" })).toContain(">less<");
    expect(draw({ direction: "forward" })).not.toContain(">less<");
  });
});
