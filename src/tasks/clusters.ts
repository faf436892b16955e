/** Consonants and viramas of the scripts whose conjuncts are one character. */
const CONSONANT =
  "[\\u0915-\\u0939\\u0958-\\u095F\\u0978-\\u097F\\u0995-\\u09B9\\u09DC-\\u09DF\\u09F0\\u09F1\\u0A95-\\u0AB9\\u0AF9" +
  "\\u0B15-\\u0B39\\u0B5C-\\u0B5F\\u0B71\\u0C15-\\u0C39\\u0C58-\\u0C5A\\u0D15-\\u0D3A" +
  "\\u1000-\\u102A\\u103F\\u1050-\\u1055\\u105A-\\u105D\\u1061\\u1065\\u1066\\u106E-\\u1070\\u1075-\\u1081\\u108E" +
  "\\u1780-\\u17B3\\u1B0B\\u1B0C\\u1B13-\\u1B33\\u1B45-\\u1B4C\\uA989-\\uA98B\\uA98F-\\uA9B2]";
const VIRAMA = "[\\u094D\\u09CD\\u0ACD\\u0B4D\\u0C4D\\u0D4D\\u1039\\u17D2\\u1B44\\uA9C0]";
/** What continues a character: marks but those of Burmese that stand by themselves, joiners, skin tones. */
const EXTEND =
  "(?:(?![\\u102B\\u102C\\u1038\\u1062-\\u1064\\u1067-\\u106D\\u1083\\u1087-\\u108C\\u108F\\u109A-\\u109C])" +
  "[\\p{M}\\p{Grapheme_Extend}\\p{Emoji_Modifier}\\u200C\\u200D\\u0E33\\u0EB3])";
/** The signs of Arabic, Syriac and Malayalam that enclose what follows. */
const PREPEND = "[\\u0600-\\u0605\\u06DD\\u070F\\u0890\\u0891\\u08E2\\u0D4E]";
const [LEADING, VOWEL, TRAILING] = [
  "[\\u1100-\\u115F\\uA960-\\uA97C]",
  "[\\u1160-\\u11A7\\uD7B0-\\uD7C6]",
  "[\\u11A8-\\u11FF\\uD7CB-\\uD7FB]",
];

/**
 * The pattern of one character as a reader sees it, the extended grapheme cluster of Unicode Standard Annex #29: a letter with its
 * marks, a Hangul syllable, a flag, an emoji with its skin tone or a family of them. It needs the flags `u` and `s`. Browsers’
 * `Intl.Segmenter` takes quadratic time, and differs between versions in Indic conjuncts.
 */
export const CLUSTER =
  `${PREPEND}*(?:\\p{RI}{2}|` +
  `${LEADING}*(?:[\\uAC00-\\uD7A3]|${VOWEL})${VOWEL}*${TRAILING}*|` +
  `\\p{Extended_Pictographic}(?:${EXTEND}*\\u200D\\p{Extended_Pictographic})*|` +
  `${CONSONANT}(?:${EXTEND}*?${VIRAMA}${EXTEND}*?${CONSONANT})*|.)${EXTEND}*`;

const AT = new RegExp(CLUSTER, "suy");

/** Whether a UTF-16 unit is a character of its own before another such unit: Latin letters, ideographs. */
const isPlain = (unit: number): boolean => unit < 0x300 || (unit >= 0x3400 && unit <= 0x9fff);

/** Calls `each` with every {@link CLUSTER} of a text, in order. */
export function eachCluster(text: string, each: (cluster: string) => void): void {
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    if (!isPlain(text.charCodeAt(at)) || !isPlain(text.charCodeAt(end))) {
      AT.lastIndex = at;
      AT.test(text);
      end = AT.lastIndex;
    }
    each(text.slice(at, end));
    at = end;
  }
}
