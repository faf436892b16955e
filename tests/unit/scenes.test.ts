import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHash } from "../../src/address/hash";
import { figuresOf } from "../../src/address/keys";
import { PRESETS, presetConfig } from "../../src/config/presets";
import { getField, KEYS, type RunConfig } from "../../src/config/schema";
import { withMoved, withoutScene, withScene, withSceneAt } from "../../src/scenes/edit";
import { isLectureText, LIMITS, lectureJson, parseLecture, readLecture } from "../../src/scenes/lecture-file";
import { isPacked, MAX_PACKED, packLecture, unpackLecture } from "../../src/scenes/lecture-link";
import { isShipped, SHIPPED, SHIPPED_IDS } from "../../src/scenes/lectures";
import { ENTRIES, type Lecture, minutesBefore, minutesOf, placeIn, type Scene } from "../../src/scenes/scene";
import { readAddress } from "../../src/screens/counterexample/address";
import { readPlace as readExperiments } from "../../src/screens/experiments/address";
import { readPlace as readLesson } from "../../src/screens/lesson/address";

const scene = (part: Partial<Scene> = {}): Scene => ({
  link: "#lr=0.1",
  charts: ["gradient"],
  entry: "fresh",
  sentence: "A sentence",
  notes: "",
  minutes: 0,
  ...part,
});
const three: Lecture = {
  title: "Three",
  scenes: ["one", "two", "three"].map((sentence, i) => scene({ sentence, minutes: i + 1 })),
};
const sentences = ({ scenes }: Lecture) => scenes.map(({ sentence }) => sentence).join(" ");

const text = (maxLength: number) => fc.string({ unit: "grapheme", maxLength });
const anyScene: fc.Arbitrary<Scene> = fc.record({
  link: fc.constantFrom("#", "#lr=0.1", "#screen=why&why.chapter=unitary"),
  charts: fc.subarray(["gradient", "loss"]),
  entry: fc.constantFrom(...ENTRIES),
  sentence: text(40),
  notes: text(60),
  minutes: fc.double({ min: 0, max: 600, noNaN: true }).map(Math.abs),
});
const anyLecture: fc.Arbitrary<Lecture> = fc.record({
  title: text(30),
  scenes: fc.array(anyScene, { minLength: 1, maxLength: 5 }),
});

describe("a lecture", () => {
  it("has a place for every number, and the minutes up to it", () => {
    expect([-3, 0, 2, 3, 99].map((at) => placeIn(three, at))).toEqual([0, 0, 2, 2, 2]);
    expect([0, 1, 2, 3].map((at) => minutesBefore(three, at))).toEqual([0, 1, 3, 6]);
    expect(minutesOf(three)).toBe(6);
  });

  it("is changed scene by scene, and a scene moved there and back is where it was", () => {
    expect(sentences(withScene(three, 1, scene({ sentence: "new" })))).toBe("one new three");
    expect(sentences(withSceneAt(three, 0, scene({ sentence: "new" })))).toBe("new one two three");
    expect(sentences(withSceneAt(three, 3, scene({ sentence: "new" })))).toBe("one two three new");
    expect(sentences(withoutScene(three, 1))).toBe("one three");
    expect(sentences(withMoved(three, 0, 2))).toBe("two three one");
    expect(withMoved(withMoved(three, 0, 2), 2, 0)).toEqual(three);
    expect(withMoved(three, 0, -1)).toBe(three);
    expect(withMoved(three, 2, 3)).toBe(three);
  });
});

describe("a lecture's file", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(anyLecture, (lecture) => {
        const written = JSON.stringify(lectureJson(lecture));
        expect(parseLecture(written)).toEqual(lecture);
        expect(isLectureText(written)).toBe(true);
      }),
    );
  });

  it("needs no more of a scene than a link and a sentence", () => {
    const json = {
      format: "unitary-rnn-lab/scenes",
      version: 1,
      title: "",
      scenes: [{ link: "#", sentence: "" }],
    };
    expect(readLecture(json).scenes).toEqual([
      { link: "#", charts: [], entry: "fresh", sentence: "", notes: "", minutes: 0 },
    ]);
  });

  const json = lectureJson(three);
  const [first] = json.scenes;
  it.each<[string, unknown, string]>([
    ["a list", [], "It is no lecture: its JSON is not an object."],
    [
      "another format",
      { ...json, format: "unitary-rnn-lab/run" },
      "Its format is “unitary-rnn-lab/run”; a lecture’s is “unitary-rnn-lab/scenes”.",
    ],
    ["a later version", { ...json, version: 2 }, "Its version is 2; this page reads version 1."],
    [
      "no title",
      { ...json, title: undefined },
      "title = “nothing” was refused: it must be a text of at most 120 characters.",
    ],
    [
      "no scene",
      { ...json, scenes: [] },
      "scenes = “a list” was refused: it must be a list of 1 to 200 scenes.",
    ],
    [
      "a number among its scenes",
      { ...json, scenes: [3] },
      "scenes.0 = “3” was refused: it must be a scene, with a link and a sentence.",
    ],
    [
      "a link that is none",
      { ...json, scenes: [{ ...first, link: "javascript:1" }] },
      "scenes.0.link = “javascript:1” was refused: it must be the part of a link from # on.",
    ],
    [
      "three charts",
      { ...json, scenes: [{ ...first, charts: ["a", "b", "c"] }] },
      "scenes.0.charts = “a list” was refused: it must name at most 2 charts.",
    ],
    [
      "another beginning",
      { ...json, scenes: [first, { ...first, entry: "later" }] },
      "scenes.1.entry = “later” was refused: it must be one of fresh, play, keep.",
    ],
    [
      "a sentence that is too long",
      { ...json, scenes: [{ ...first, sentence: "a".repeat(LIMITS.sentence + 1) }] },
      `scenes.0.sentence = “${"a".repeat(40)}” was refused: it must be a text of at most 300 characters.`,
    ],
    [
      "negative minutes",
      { ...json, scenes: [{ ...first, minutes: -1 }] },
      "scenes.0.minutes = “-1” was refused: it must be minutes from 0 to 600.",
    ],
  ])("with %s is refused with a sentence", (_what, given, sentence) => {
    expect(() => readLecture(given)).toThrow(sentence);
  });

  it("is told from other files", () => {
    expect(isLectureText('{ "format": "unitary-rnn-lab/run", "notes": "unitary-rnn-lab/scenes" }')).toBe(
      false,
    );
    expect(isLectureText('{ "title": "x", "format" : "unitary-rnn-lab/scenes", "version": 9 }')).toBe(true);
  });
});

describe("a lecture in a link", () => {
  it("is unpacked as it was packed, from characters that every mail program leaves alone", async () => {
    await fc.assert(
      fc.asyncProperty(anyLecture, async (lecture) => {
        const packed = await packLecture(lecture);
        expect(packed).toMatch(/^z\.[\w-]+$/);
        expect(parseHash(`#scenes=${packed}&scene=2`)).toMatchObject({
          scenes: packed,
          scene: 2,
          refusals: [],
        });
        expect(isPacked(packed)).toBe(true);
        expect(await unpackLecture(packed)).toEqual(lecture);
      }),
      { numRuns: 30 },
    );
  });

  it("is its file, deflated, in base64url: another program can read it", async () => {
    const packed = await packLecture(three);
    const json = inflateRawSync(Buffer.from(packed.slice(2), "base64url")).toString("utf8");
    expect(JSON.parse(json)).toEqual(lectureJson(three));
  });

  it("has room for the lecture of 45 minutes", async () => {
    expect((await packLecture(SHIPPED.vanishing.lecture)).length).toBeLessThan(MAX_PACKED);
  });

  it("is refused with a sentence if it is too long", async () => {
    // Not to be compressed: no two notes are alike.
    let state = 1;
    const random = () => {
      state = (state * 48271) % 2147483647;
      return state.toString(36);
    };
    const notes = Array.from({ length: 900 }, random).join(" ").slice(0, LIMITS.notes);
    const long = { ...three, scenes: Array.from({ length: 9 }, () => scene({ notes: notes + random() })) };
    const longer = {
      ...long,
      scenes: [
        ...long.scenes,
        ...[1, 2, 3].map(() => scene({ notes: Array.from({ length: 900 }, random).join("") })),
      ],
    };
    await expect(packLecture(longer)).rejects.toThrow(
      /^The lecture is too long for a link: .* Save it as a file\.$/,
    );
  });

  it.each(["z.", "z.AAAA", "z.!", "z.S0xL"])(
    "that did not arrive whole, %s, is refused with a sentence",
    async (value) => {
      await expect(unpackLecture(value)).rejects.toThrow("The lecture in the link did not arrive whole");
    },
  );

  it("that unpacks to more than a lecture can be is refused", async () => {
    const zeros = new Blob([new Uint8Array(64 * 2 ** 20)])
      .stream()
      .pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = Buffer.from(await new Response(zeros).arrayBuffer());
    await expect(unpackLecture(`z.${bytes.toString("base64url")}`)).rejects.toThrow("did not arrive whole");
  });
});

describe.each(SHIPPED_IDS)("the lecture %s", (id) => {
  it("is a lecture by the format", () => {
    expect(isShipped(id)).toBe(true);
    const lecture = SHIPPED[id].lecture;
    expect(parseLecture(JSON.stringify(lectureJson(lecture)))).toEqual(lecture);
  });

  it("takes the minutes that its title promises", async () => {
    const { title, scenes } = SHIPPED[id].lecture;
    const promised = title.startsWith("Ten") ? 10 : Number.parseInt(title, 10);
    expect(minutesOf({ title, scenes })).toBe(promised);
  });

  it("has words for the wall that can be read from the back, and notes that say what to do, say and ask", async () => {
    const { scenes } = SHIPPED[id].lecture;
    for (const { sentence, notes } of scenes) {
      expect(sentence.length).toBeLessThanOrEqual(85);
      expect(sentence).toMatch(/[.?]$/);
      for (const paragraph of notes.split("\n\n")) expect(paragraph).toMatch(/^(Do|Say|Ask): .*[.?)]$/);
    }
    expect(scenes.some(({ notes }) => notes.includes("Ask: "))).toBe(true);
  });

  it("has links that the page takes as they are: presets, chapters, figures and plans that exist", async () => {
    const { scenes } = SHIPPED[id].lecture;
    for (const { link, charts } of scenes) {
      const { screen, own, config, refusals, speed, named } = parseHash(link);
      expect(refusals, link).toEqual([]);
      const known: readonly string[] = figuresOf(screen);
      for (const chart of charts) expect(known, link).toContain(chart);
      expect(readAddress(own.counterexample).refusals).toEqual([]);
      expect(readLesson(own.why).refusals).toEqual([]);
      expect(readExperiments(own.experiments).refusals).toEqual([]);
      if (screen !== "lab") continue;
      expect(named.length, link).toBeGreaterThan(0);
      expect(speed, link).not.toBeNull();
      expect(presetsNear(config), link).toBeGreaterThan(0);
    }
  });
});

/** The presets from which a config differs in at most two settings. */
const presetsNear = (config: RunConfig): number =>
  PRESETS.map((preset) => presetConfig(preset)).filter(
    (own) => KEYS.filter((key) => getField(own, key) !== getField(config, key)).length <= 2,
  ).length;

describe("the numbers of the shipped lectures", () => {
  /** A document in one line, without the marks of its numbers. */
  const documentText = (path: string) =>
    readFileSync(join(import.meta.dirname, "../..", path), "utf8")
      .replace(/<!--.*?-->/g, "")
      .replace(/\s+/g, " ");
  const README = documentText("README.md");
  const MATHEMATICS = documentText("docs/mathematics.md");

  it.each([
    ["ten-minutes", ["10⁻¹⁸", "325", "0.064", "NaN at step 9", "|λ| = 2.6", "5.5 × 10¹²", "10⁻⁴⁰", "1.7"]],
    ["vanishing", ["10⁻¹⁸", "325", "0.064", "|λ| = 2.6", "5.5 × 10¹²", "10⁻⁴⁰", "1.7"]],
  ] as const)("%s has those of the README’s script", async (id, numbers) => {
    const { scenes } = SHIPPED[id].lecture;
    const all = scenes.map(({ sentence, notes }) => `${sentence} ${notes}`).join("\n");
    for (const number of numbers) {
      expect([README.includes(number), all.includes(number)], number).toEqual([true, true]);
    }
  });

  it("vanishing has those of many seeds as they were measured", async () => {
    const { scenes } = SHIPPED.vanishing.lecture;
    const all = scenes.map(({ notes }) => notes).join("\n");
    for (const [said, measured] of [
      ["stops within three steps on all 60 seeds", "stops within three steps on all 60"],
      ["below half the baseline on 39", "below half the baseline on 39 of 60"],
      ["on 58 of 60 seeds, B on 59", "tenth of the baseline on 58 of 60, and lane B on 59 of 60"],
      ["drift is 0.24 to 2.4", "drift is then 0.24 to 2.4"],
    ]) {
      expect([all.includes(said), MATHEMATICS.includes(measured)], said).toEqual([true, true]);
    }
  });
});
