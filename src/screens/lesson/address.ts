const KEY = "why.chapter";

/** The chapter that an address asks for; null where it asks for none. */
export const chapterOf = (hash: string): string | null =>
  new URLSearchParams(hash.replace(/^#/, "")).get(KEY);

/** The hash with this chapter in it; the first chapter needs no word. What belongs to others stays. */
export function withChapter(hash: string, chapter: string | null): string {
  const others = hash
    .replace(/^#/, "")
    .split("&")
    .filter((part) => part !== "" && !part.startsWith(`${KEY}=`));
  return `#${[...others, ...(chapter === null ? [] : [`${KEY}=${chapter}`])].join("&")}`;
}
