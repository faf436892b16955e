/** A part of a text, in the colour of a CSS value such as `var(--lane-a)` if it has one of its own. */
export interface Piece {
  readonly text: string;
  readonly ink?: string;
}

/** Returns the text of an element on the page; the parts with a colour of their own keep it. */
export function captionOf(element: Element | null): readonly Piece[] {
  if (!element) return [];
  const pieces: Piece[] = [];
  const collect = (node: Node, ink: string) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.textContent ?? "";
      const last = pieces[pieces.length - 1];
      if (last && (last.ink ?? "") === ink) pieces[pieces.length - 1] = { ...last, text: last.text + text };
      else pieces.push({ text, ...(ink && { ink }) });
    }
    const own = node instanceof HTMLElement ? node.style.color : "";
    for (const child of node.childNodes) collect(child, own || ink);
  };
  collect(element, "");
  return pieces;
}

/** Returns the words of a text, each in pieces. Not \s, so that a narrow no-break space keeps a number in one word. */
function wordsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [[]];
  for (const { text, ...ink } of pieces) {
    text.split(/[ \n\t]+/).forEach((part, i) => {
      if (i > 0) words.push([]);
      if (part !== "") words[words.length - 1].push({ text: part, ...ink });
    });
  }
  return words.filter((word) => word.length > 0);
}

/**
 * Breaks a text at spaces so that no line is wider than `width`, if its words are not.
 * @param widthOf the width of one piece
 */
export function wrapped(
  pieces: readonly Piece[],
  width: number,
  widthOf: (piece: Piece) => number,
): readonly (readonly Piece[])[] {
  const space = widthOf({ text: " " });
  const lines: Piece[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const word of wordsOf(pieces)) {
    const wide = word.reduce((sum, piece) => sum + widthOf(piece), 0);
    if (used + space + wide > width) {
      lines.push([...word]);
      used = wide;
      continue;
    }
    const line = lines[lines.length - 1];
    const last = line[line.length - 1];
    const [first, ...rest] = word;
    // A space belongs to a piece of text, so that no program drops it.
    if (last.ink === first.ink) line[line.length - 1] = { ...last, text: `${last.text} ${first.text}` };
    else if (last.ink === undefined) line.splice(-1, 1, { ...last, text: `${last.text} ` }, first);
    else line.push({ ...first, text: ` ${first.text}` });
    line.push(...rest);
    used += space + wide;
  }
  return lines;
}
