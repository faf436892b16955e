import { create } from "zustand";
import type { Lecture, Scene } from "../scenes/scene";

/** A lecture that is given, and the scene that the wall shows. */
export interface Given {
  /** The value of the address's key `scenes`. */
  readonly id: string;
  readonly lecture: Lecture;
  /** Place of the scene, from 0. */
  readonly at: number;
  /** When the clock was started, in ms since 1970. */
  readonly since: number;
}

/** A lecture that was left. */
export interface Left extends Given {
  /** The address that the page then had, if it still showed the scene; null if another one was opened, as by Back. */
  readonly hash: string | null;
}

/** The lecture that is given; the rest of what it takes is loaded when there is one. */
interface LectureState {
  readonly given: Given | null;
  /** The lecture that was left last, at its scene. */
  readonly left: Left | null;
  /** Whether the list of lectures is shown beside the page. */
  readonly listed: boolean;
  /** The window with the speaker's notes. */
  readonly presenter: Window | null;
  /** What is to be said about the lecture, in a sentence. */
  readonly trouble: string | null;
}

export const useLecture = create<LectureState>(() => ({
  given: null,
  left: null,
  listed: false,
  presenter: null,
  trouble: null,
}));

/** The scene that the wall shows; null if no lecture is given. */
export function shownScene(): Scene | null {
  const { given } = useLecture.getState();
  return given?.lecture.scenes[given.at] ?? null;
}

/** The number of the scene that the wall shows, from 1; null if no lecture is given. */
export const numberOfScene = ({ given } = useLecture.getState()): number | null => given && given.at + 1;

/** Whether an address is that of the scene that the wall shows. */
export function isShownScene({
  scenes,
  scene,
}: {
  readonly scenes: string | null;
  readonly scene: number | null;
}): boolean {
  const { given } = useLecture.getState();
  return given !== null && given.id === scenes && given.at + 1 === (scene ?? 1);
}

export const showLectures = (listed: boolean): void => useLecture.setState({ listed });
