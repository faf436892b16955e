/** Runs of characters that leave no mark on paper, but for white space. */
const INVISIBLE = /(?:(?![\t\n\v\f\r\u0085])[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\uFFF9-\uFFFB])+/gu;

const EMOJI = /^[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u;
const PICTURE = /^\p{Extended_Pictographic}/u;
/** Letters and marks of the scripts in which joiners and variation selectors change the shape of a word. */
const JOINING = new RegExp(
  `^(?=[\\p{L}\\p{M}])[${[
    ...[
      "Arab",
      "Syrc",
      "Mong",
      "Nkoo",
      "Deva",
      "Beng",
      "Guru",
      "Gujr",
      "Orya",
      "Taml",
      "Telu",
      "Knda",
      "Mlym",
    ],
    ...["Sinh", "Khmr", "Mymr", "Tibt"],
  ]
    .map((script) => `\\p{scx=${script}}`)
    .join("")}]`,
  "u",
);
const ZWJ = "\u200D";

/** The part of an invisible run that belongs to what is seen around it. */
function visiblePart(run: string, before: string, after: string): string {
  if (before === "🏴") {
    const [tags] = /^[\u{E0020}-\u{E007E}]+\u{E007F}/u.exec(run) ?? [];
    if (tags) return tags;
  }
  if (EMOJI.test(before)) {
    const [selector] = /^[\uFE0E\uFE0F]?/.exec(run) ?? [""];
    return selector + (run.slice(selector.length).startsWith(ZWJ) && PICTURE.test(after) ? ZWJ : "");
  }
  if (/[0-9#*]/.test(before) && after === "\u20E3") return run.includes("\uFE0F") ? "\uFE0F" : "";
  if (!JOINING.test(before)) return "";
  const [joiner = ""] = /[\u180B-\u180F\u200C\u200D]/.exec(run) ?? [];
  return joiner === "\u200C" && !JOINING.test(after) ? "" : joiner;
}

const lastOf = (text: string): string => [...text].at(-1) ?? "";
const firstOf = (text: string): string => [...text][0] ?? "";

/**
 * A text in lower case and in Unicode’s normal form NFC, without its invisible characters: soft hyphens, zero-width characters,
 * marks of direction, byte order marks, controls, selectors and tags. Those that make an emoji, or the shape of a word in Arabic
 * and Indic scripts, stay where they do.
 */
export const cleanText = (text: string): string =>
  text
    .replace(INVISIBLE, (run: string, at: number, whole: string) => {
      const end = at + run.length;
      return visiblePart(
        run,
        lastOf(whole.slice(Math.max(0, at - 2), at)),
        firstOf(whole.slice(end, end + 2)),
      );
    })
    .replaceAll("\u0085", "\n")
    .toLowerCase()
    .normalize("NFC");
