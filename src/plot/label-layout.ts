/** Labels beside the ends of lines: broken into lines, and moved apart where they would collide. */

/** Widest a semi-bold character of the interface's font is on average, in em. */
const CHARACTER = 0.6;

/** An upper estimate of the width of the text in px; no layout is asked for. */
export function textWidth(text: string, fontSize: number): number {
  return Math.ceil(Array.from(text).length * CHARACTER * fontSize);
}

/** The text in at most two lines, broken at the space that makes them most alike if it is wider than `room`. */
export function breakLabel(text: string, fontSize: number, room: number): readonly string[] {
  if (textWidth(text, fontSize) <= room) return [text];
  const spaces = [...text.matchAll(/[\s-]/g)].map((match) => match.index);
  if (spaces.length === 0) return [text];
  const longer = (at: number) => Math.max(at, text.length - at - 1);
  const at = spaces.reduce((best, each) => (longer(each) < longer(best) ? each : best));
  const split = text[at] === "-" ? at + 1 : at;
  return [text.slice(0, split), text.slice(at + 1)];
}

export interface Wanted {
  /** Where the middle of the label would like to be. */
  readonly y: number;
  readonly height: number;
}

/**
 * Middles of the labels, in the order given: as near to where they want to be as they can without overlapping
 * (neighbours that collide share the shift) and without leaving [top, bottom] while there is room.
 */
export function spread(labels: readonly Wanted[], top: number, bottom: number): number[] {
  interface Cluster {
    members: number[];
    /** Middle of the cluster: the mean of where its members would put it. */
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
