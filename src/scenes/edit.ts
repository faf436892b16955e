import type { Lecture, Scene } from "./scene";

/** The lecture with another scene at a place. */
export const withScene = (lecture: Lecture, at: number, scene: Scene): Lecture => ({
  ...lecture,
  scenes: lecture.scenes.map((before, i) => (i === at ? scene : before)),
});

/** The lecture with one more scene, in front of the one at a place; at the end if the place is behind all. */
export const withSceneAt = (lecture: Lecture, at: number, scene: Scene): Lecture => ({
  ...lecture,
  scenes: [...lecture.scenes.slice(0, at), scene, ...lecture.scenes.slice(at)],
});

export const withoutScene = (lecture: Lecture, at: number): Lecture => ({
  ...lecture,
  scenes: lecture.scenes.filter((_, i) => i !== at),
});

/** The lecture with the scene at one place moved to another; unchanged if there is no such place. */
export function withMoved(lecture: Lecture, from: number, to: number): Lecture {
  const scene = lecture.scenes[from];
  if (!scene || !lecture.scenes[to]) return lecture;
  return withSceneAt(withoutScene(lecture, from), to, scene);
}
