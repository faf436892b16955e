/** A picture made from SVG cannot use the page's fonts, so the faces that it needs are embedded. */

/** Whether a CSS unicode-range (“U+0-FF, U+131, U+4??”; empty means everything) contains one of the code points. */
export function rangeHolds(range: string, codePoints: ReadonlySet<number>): boolean {
  if (range.trim() === "") return true;
  for (const part of range.split(",")) {
    const [first, last = first] = part.trim().replace(/^U\+/i, "").split("-");
    const from = Number.parseInt(first.replaceAll("?", "0"), 16);
    const to = Number.parseInt(last.replaceAll("?", "F"), 16);
    for (const point of codePoints) if (point >= from && point <= to) return true;
  }
  return false;
}

const unquoted = (family: string) => family.trim().replace(/^["']|["']$/g, "");

function* fontFaces(sheets: Iterable<CSSStyleSheet>): Generator<{ rule: CSSFontFaceRule; base: string }> {
  for (const sheet of sheets) {
    // Reading the rules of another origin's sheet is not allowed.
    if (sheet.href && new URL(sheet.href).origin !== location.origin) continue;
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSFontFaceRule) yield { rule, base: sheet.href ?? document.baseURI };
      if (rule instanceof CSSImportRule && rule.styleSheet) yield* fontFaces([rule.styleSheet]);
    }
  }
}

const asDataUrl = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error("A font could not be read."));
    reader.readAsDataURL(blob);
  });

const loaded = new Map<string, Promise<string>>();

/** The font file as a data: URL, fetched once; a failed request is not cached. */
function fontData(url: string): Promise<string> {
  if (url.startsWith("data:")) return Promise.resolve(url);
  const known = loaded.get(url);
  if (known) return known;
  const request = fetch(url).then(async (answer) => {
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return asDataUrl(await answer.blob());
  });
  loaded.set(url, request);
  request.catch(() => loaded.delete(url));
  return request;
}

/**
 * `@font-face` rules, with font files as data: URLs, for the upright faces of the families (a CSS font-family list) that
 * the page has declared and that contain characters of the text. A face that cannot be fetched is omitted: the picture
 * then falls back to the next family.
 */
export async function embeddedFonts(families: string, text: string): Promise<string> {
  const wanted = families.split(",").map(unquoted);
  const codePoints = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const rules: Promise<string>[] = [];
  for (const { rule, base } of fontFaces(document.styleSheets)) {
    const read = (property: string) => rule.style.getPropertyValue(property);
    const family = unquoted(read("font-family"));
    const range = read("unicode-range");
    if (!wanted.includes(family) || /italic|oblique/.test(read("font-style"))) continue;
    if (!rangeHolds(range, codePoints)) continue;
    const file = /url\((["']?)(.+?)\1\)/.exec(read("src"))?.[2];
    const source = file ? fontData(new URL(file, base).href).then((data) => `url(${data})`) : read("src");
    rules.push(
      Promise.resolve(source).then(
        (src) =>
          `@font-face{font-family:"${family}";font-weight:${read("font-weight") || 400};` +
          `${range && `unicode-range:${range};`}src:${src}}`,
      ),
    );
  }
  const settled = await Promise.allSettled(rules);
  return settled.flatMap((rule) => (rule.status === "fulfilled" ? [rule.value] : [])).join("");
}
