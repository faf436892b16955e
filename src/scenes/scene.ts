/**
 * What happens to the run when its scene comes: `fresh` resets it, `play` resets and plays it, `keep` leaves a run with the
 * scene's settings as it is, so that one run goes through several scenes; any other run gives way to a fresh one.
 */
export const ENTRIES = ["fresh", "play", "keep"] as const;
export type Entry = (typeof ENTRIES)[number];

/** What a lecture shows at a time: a state of the page, with a sentence for the wall and notes for the speaker. */
export interface Scene {
  /** The part of a link from `#` on: screen, settings, speed, views, step, chapter of the lesson. */
  readonly link: string;
  /** Ids of the charts of the lab that are shown, one or two; empty leaves the choice to the page. */
  readonly charts: readonly string[];
  readonly entry: Entry;
  readonly sentence: string;
  /** Paragraphs are separated by empty lines. */
  readonly notes: string;
  /** How long it is planned to take; 0 if nobody has said. */
  readonly minutes: number;
}

/** An ordered list of scenes. */
export interface Lecture {
  readonly title: string;
  readonly scenes: readonly Scene[];
}

/** The number of charts that a scene may show. */
export const MAX_CHARTS = 2;

/** A place in a lecture, from 0, kept inside it. */
export const placeIn = ({ scenes }: Lecture, at: number): number =>
  Math.max(0, Math.min(scenes.length - 1, at));

/** The minutes planned for the first scenes, up to and without this place. */
export const minutesBefore = ({ scenes }: Lecture, at: number): number =>
  scenes.slice(0, at).reduce((sum, { minutes }) => sum + minutes, 0);

/** The minutes planned for a whole lecture. */
export const minutesOf = (lecture: Lecture): number => minutesBefore(lecture, lecture.scenes.length);
