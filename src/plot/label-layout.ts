/** Layout of the labels beside the ends of lines: wrapped, and moved apart if they would collide. */

/** Upper estimates of the mean width of semi-bold characters, in em. */
const CHARACTER = 0.6;
const WIDE_CHARACTER = 0.75;
const WIDE = /[\p{Lu}−%]/gu;
/** Ideographs, Hangul, kana and emoji are square; marks, joiners and skin tones take no space of their own. */
const SQUARE_CHARACTER = 1.05;
const SQUARE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFF60\u{1F000}-\u{1F3FA}\u{1F400}-\u{1FAFF}\u{20000}-\u{3FFFF}]/gu;
const WIDTHLESS = /[\p{Mn}\p{Me}\p{Cf}\p{Emoji_Modifier}]/gu;

/** Estimates the width of a text in px from above, without measuring it in the page. */
export function textWidth(text: string, fontSize: number): number {
  const count = (of: RegExp) => text.match(of)?.length ?? 0;
  const [wide, square, none] = [WIDE, SQUARE, WIDTHLESS].map(count);
  const others = Array.from(text).length - wide - square - none;
  return Math.ceil((wide * WIDE_CHARACTER + square * SQUARE_CHARACTER + others * CHARACTER) * fontSize);
}

/** Wraps a text wider than `available` px into two lines, at the space or hyphen that balances them best. */
export function breakLabel(text: string, fontSize: number, available: number): readonly string[] {
  if (textWidth(text, fontSize) <= available) return [text];
  const spaces = [...text.matchAll(/[\s-]/g)].map((match) => match.index);
  if (spaces.length === 0) return [text];
  const longer = (at: number) => Math.max(at, text.length - at - 1);
  const at = spaces.reduce((best, each) => (longer(each) < longer(best) ? each : best));
  const split = text[at] === "-" ? at + 1 : at;
  return [text.slice(0, split), text.slice(at + 1)];
}

export interface WantedLabel {
  /** Preferred position of the label's middle. */
  readonly y: number;
  readonly height: number;
}

/**
 * Moves labels apart vertically. Returns their middles in the order given, as close to the preferred positions as
 * possible without overlaps (colliding neighbours share the shift), within [top, bottom] if they all fit.
 */
export function separate(labels: readonly WantedLabel[], top: number, bottom: number): number[] {
  interface Cluster {
    members: number[];
    /** Middle of the cluster: the mean of its members' preferences. */
    middle: number;
    height: number;
  }
  const order = labels.map((_, i) => i).sort((i, j) => labels[i].y - labels[j].y || i - j);
  const settle = (members: number[]): Cluster => {
    const height = members.reduce((sum, i) => sum + labels[i].height, 0);
    let offset = -height / 2;
    let sum = 0;
    for (const i of members) {
      sum += labels[i].y - (offset + labels[i].height / 2);
      offset += labels[i].height;
    }
    const middle = sum / members.length;
    const highest = Math.max(top + height / 2, bottom - height / 2);
    return { members, height, middle: Math.min(Math.max(middle, top + height / 2), highest) };
  };
  const clusters: Cluster[] = [];
  for (const i of order) {
    let cluster = settle([i]);
    for (let above = clusters.at(-1); above; above = clusters.at(-1)) {
      if (above.middle + above.height / 2 <= cluster.middle - cluster.height / 2) break;
      clusters.pop();
      cluster = settle([...above.members, ...cluster.members]);
    }
    clusters.push(cluster);
  }
  const middles = new Array<number>(labels.length);
  for (const { members, middle, height } of clusters) {
    let y = middle - height / 2;
    for (const i of members) {
      middles[i] = y + labels[i].height / 2;
      y += labels[i].height;
    }
  }
  return middles;
}
