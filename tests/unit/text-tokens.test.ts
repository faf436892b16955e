import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { TASKS } from "../../src/tasks";
import { cleanText } from "../../src/tasks/clean-text";
import { eachCluster } from "../../src/tasks/clusters";
import { shownToken } from "../../src/tasks/shown-token";

const NOVEL = readFileSync(new URL("../../public/text/pride-and-prejudice.txt", import.meta.url), "utf8");

/** The tokens of a text, as the reader of a task with exactly these tokens gives them back one by one. */
const tokens = (id: "words" | "characters", text: string) => {
  const vocabulary = [...new Set(split(id, text))];
  const reader = TASKS[id].text.reader(vocabulary);
  return reader.encode(text).map((place) => vocabulary[place]);
};
/** All tokens of a text, from one so long that each is in the vocabulary. */
const split = (id: "words" | "characters", text: string) =>
  TASKS[id].text.tokens({ vocabulary: 2000, text: "own" } as never, `${text}\n`.repeat(25));
const words = (text: string) => tokens("words", text);
const characters = (text: string) => tokens("characters", text);
const clusters = (text: string) => {
  const found: string[] = [];
  eachCluster(text, (one) => found.push(one));
  return found;
};

describe("the novel", () => {
  it("has the tokens that it always had", () => {
    const old = /\b(?:mr|mrs|dr|esq)\.|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu;
    const wanted = {
      words: [...NOVEL.toLowerCase().matchAll(old)].map(([token]) => token),
      characters: [...NOVEL.toLowerCase().trim().replace(/\s+/g, " ")],
    };
    for (const id of ["words", "characters"] as const) {
      const all = [...new Set(wanted[id])];
      const places = new Map(all.map((token, place) => [token, place]));
      expect(TASKS[id].text.reader(all).encode(NOVEL)).toEqual(wanted[id].map((token) => places.get(token)));
    }
  });
});

describe("words", () => {
  it.each([
    ["Hindi", "किताब को पढ़ती है।", ["किताब", "को", "पढ़ती", "है", "।"]],
    ["Tamil", "பூனை தண்ணீர் குடிக்கிறது.", ["பூனை", "தண்ணீர்", "குடிக்கிறது", "."]],
    ["vowelled Hebrew", "בְּרֵאשִׁית בָּרָא", ["בְּרֵאשִׁית", "בָּרָא"]],
    ["a Hebrew acronym", 'צה"ל אמר', ['צה"ל', "אמר"]],
    ["Arabic with harakat", "كَتَبَ الوَلَدُ، رِسَالَةً", ["كَتَبَ", "الوَلَدُ", "،", "رِسَالَةً"]],
    ["Persian with its joiners", "می‌خواهم کتاب‌ها", ["می‌خواهم", "کتاب‌ها"]],
    ["decomposed accents", "cafe\u0301 nai\u0308ve", ["café", "naïve"]],
    ["decomposed Hangul", "고양이가 학교에".normalize("NFD"), ["고양이가", "학교에"]],
    ["mathematical letters", "𝐀𝐁 ≤ 𝒙", ["𝐀𝐁", "≤", "𝒙"]],
    ["emoji", "bread 👩🏾‍🔬😂 1️⃣2️⃣ 🇩🇪🇫🇷", ["bread", "👩🏾‍🔬", "😂", "1️⃣", "2️⃣", "🇩🇪", "🇫🇷"]],
    ["a lone mark", "a \u0301 b", ["a", "\u0301", "b"]],
    ["both directions", "hello שלום, 12 שנים", ["hello", "שלום", ",", "12", "שנים"]],
  ])("are whole: %s", (_what, text, wanted) =>
    expect(words(text)).toEqual(wanted.map((word) => word.normalize("NFC"))),
  );

  it.each([
    ["Chinese", "我们在北京大学学习，很好。", ["我们", "在", "北京", "大学", "学习", "，", "很好", "。"]],
    ["Thai", "แมวกินข้าว", ["แมว", "กิน", "ข้าว"]],
    ["Japanese beside Latin", "東京に Tokyo 2024年", ["東京", "に", "tokyo", "2024", "年"]],
    ["Khmer with its spaces of no width", "ខ្ញុំ\u200Bអាន\u200Bសៀវភៅ", ["ខ្ញុំ", "អាន", "សៀវភៅ"]],
  ])("are found by the platform in a script without spaces: %s", (_what, text, wanted) =>
    expect(words(text)).toEqual(wanted),
  );

  it("of a stretch of any length are found, and none is lost", () => {
    const long = "我们在北京大学学习".repeat(2000);
    const found = words(long);
    expect(found.join("")).toBe(long);
    expect(new Set(found).size).toBeLessThan(12);
  });

  describe("without Intl.Segmenter", () => {
    afterEach(() => {
      vi.unstubAllGlobals();
      vi.resetModules();
    });
    it("are characters in a script without spaces", async () => {
      vi.resetModules();
      vi.stubGlobal("Intl", { ...Intl, Segmenter: undefined });
      const { eachUnspacedWord } = await import("../../src/tasks/unspaced");
      const found: string[] = [];
      eachUnspacedWord("北京น้ำ", (word) => found.push(word));
      expect(found).toEqual(["北", "京", "น้ำ"]);
    });
  });

  it("are put together as their script is written", () => {
    for (const text of ["他说：“好”。", "किताब है।", "كَتَبَ، رِسَالَةً؟", "the cat, (a) dog.", "東京に住む。"]) {
      const all = [...new Set(words(text))];
      const reader = TASKS.words.text.reader(all);
      expect(reader.decode(reader.encode(text))).toBe(text.normalize("NFC"));
    }
  });
});

describe("characters", () => {
  it.each([
    ["emoji", "👩🏾‍🔬😂❤️👨‍👩‍👧👍🏽1️⃣🏳️‍🌈", ["👩🏾‍🔬", "😂", "❤️", "👨‍👩‍👧", "👍🏽", "1️⃣", "🏳️‍🌈"]],
    ["flags", "🇩🇪🇫🇷🏴󠁧󠁢󠁥󠁮󠁧󠁿", ["🇩🇪", "🇫🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]],
    ["letters with marks", "पढ़ती नु\u0301", ["प", "ढ़", "ती", " ", "नु\u0301"]],
    ["Hangul", "학교".normalize("NFD"), ["학", "교"]],
    ["line ends", "a\r\nb\u2028c\u0085d", ["a", " ", "b", " ", "c", " ", "d"]],
  ])("are what a reader sees: %s", (_what, text, wanted) =>
    expect(characters(text)).toEqual(wanted.map((one) => one.normalize("NFC"))),
  );

  it("are the platform’s grapheme clusters", () => {
    const text =
      "naïve e\u0301\u0323 한국어 \u1112\u1161\u11ab นั่งน้ำ ກຳ မြန်မာ ខ្មែរ தமிழ் नमस्ते क्षत्रिय শ্রী ગુજરાતી ತನ್ನ " +
      "👩🏾‍🔬👨‍👩‍👧🇩🇪🇫🇷🇬1️⃣❤️👍🏽🏳️‍🌈 שָׁלוֹם مَرْحَبًا 中文 カﾞ 𝐀𝒙 \u0600१२ नु\u0301";
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    expect(clusters(text)).toEqual(Array.from(segmenter.segment(text), ({ segment }) => segment));
  });

  it("of a text of the user’s own are the 511 most frequent ones at most", () => {
    const many = Array.from({ length: 900 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("");
    const text = many.repeat(30);
    const config = { vocabulary: 1000, length: 10, text: "own" } as never;
    expect(TASKS.characters.make(config, [text]).inputs).toBe(512);
    expect(TASKS.characters.shape(config).outputs).toBe(512);
  });
});

describe("what is not seen", () => {
  it.each([
    ["a soft hyphen", "so\u00ADft", "soft"],
    ["spaces of no width", "zero\u200B\u2060\uFEFFwidth", "zerowidth"],
    ["marks of direction", "\u200Eltr\u200F \u202Aa\u202C\u2067b\u2069", "ltr ab"],
    ["controls", "wo\u0007rd\u0000\u009F", "word"],
    ["selectors and tags alone", "a\uFE0Fb\u{E0041}\u{E007F}c\u{E0100}", "abc"],
    ["joiners where nothing joins", "a\u200Db \u200C", "ab "],
    ["half of a character", "a\uD83Db\uDE00", "ab"],
  ])("is dropped: %s", (_what, text, wanted) => expect(cleanText(text)).toBe(wanted));

  it("stays where it makes a shape", () => {
    for (const text of ["❤️", "👩🏾‍🔬", "1️⃣", "👁️‍🗨️", "می‌خواهم", "ක්‍ර", "ന്‍ ", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
      expect(cleanText(text)).toBe(text);
  });

  it("is named if it stays", () => {
    expect(shownToken("\u2800")).toBe("U+2800");
    expect(shownToken("\uE000")).toBe("U+E000");
    expect(shownToken("\u0301")).toBe("◌\u0301");
    expect(shownToken(" \u0301")).toBe("◌\u0301");
    expect(shownToken("ی\u200C")).toBe("ی⟨zwnj⟩");
    for (const plain of ["a", "👩🏾‍🔬", "❤️", "क्ष", "—"]) expect(shownToken(plain)).toBe(plain);
  });
});
