import { address } from "../address";
import type { Asked } from "../address/hash";
import { messageOf } from "../errors";
import { isPacked, unpackLecture } from "../scenes/lecture-link";
import { isShipped, SHIPPED, SHIPPED_IDS } from "../scenes/lectures";
import { type Lecture, placeIn } from "../scenes/scene";
import { leavePresentation, present, useAppearance } from "./appearance";
import { type Given, isShownScene, useLecture } from "./lecture-state";
import { ownLectureOf } from "./own-lectures";
import { presentCharts } from "./presented";
import { takePresenterBack } from "./presenter-window";
import { lab } from "./use-lab";

const given = (): Given | null => useLecture.getState().given;

/** The lecture of an id, or the packed one. @throws Error with a sentence */
async function lectureOf(scenes: string): Promise<Lecture> {
  if (isPacked(scenes)) return unpackLecture(scenes);
  if (isShipped(scenes)) return SHIPPED[scenes].lecture;
  const own = await ownLectureOf(scenes);
  if (own) return own;
  throw new Error(
    `There is no lecture “${scenes}” here: the page comes with ${SHIPPED_IDS.join(" and ")}, and this browser keeps no other of that name. Ask for its file, or for the link that Copy link makes.`,
  );
}

/** Whether a part of a link is about the lecture or the frame in which the scene is shown, which a scene does not decide. */
const isOfLecture = (part: string): boolean => /^(scenes?|embed)(=|$)/.test(part);

/** The address of a scene: its link, and where it is in which lecture; in a frame, with its charts alone. */
function sceneHash(id: string, { scenes }: Lecture, at: number): string {
  const { link, charts, entry } = scenes[at];
  const { embed, theme, start } = address.asked;
  const parts = [
    `scenes=${id}`,
    `scene=${at + 1}`,
    ...(theme ? [`theme=${theme}`] : []),
    ...(entry === "play" ? ["play"] : []),
    ...(start ? [`start=${start}`] : []),
    ...(embed ? [charts.length > 0 ? `embed=${charts.join(",")}` : "embed"] : []),
  ];
  // What the link says itself comes first, and counts.
  const own = link
    .slice(1)
    .split("&")
    .filter((part) => part && !isOfLecture(part));
  return `#${[...own, ...parts].join("&")}`;
}

/** Limits the wall to the charts of a scene. */
function showCharts({ lecture, at }: Given): void {
  const { charts } = lecture.scenes[at];
  presentCharts(charts);
  useAppearance.setState({ onWall: charts });
}

/** Shows a scene. Back leads out of a lecture that was not given before, and not from scene to scene. */
function enter(next: Given, place?: "here" | "behind"): void {
  useLecture.setState({ given: next, trouble: null });
  address.enter(sceneHash(next.id, next.lecture, next.at), place);
}

/** Puts the page into presentation mode, except in a frame, which has no wall. */
function presentOnWall(): void {
  const { embedded, presenting } = useAppearance.getState();
  if (!embedded && !presenting) present();
}

/** Gives a lecture from one of its scenes on, in front of the page as it was. @param at from 0 */
function giveLecture(next: Given, place?: "here" | "behind"): void {
  useLecture.setState({ listed: false });
  presentOnWall();
  enter({ ...next, at: placeIn(next.lecture, next.at) }, place);
}

/** Gives a lecture that comes with the lab, or one of the user's own, from one of its scenes on. @param at from 0 */
export async function giveLectureOf(id: string, at = 0): Promise<void> {
  try {
    const lecture = await lectureOf(id);
    giveLecture({ id, lecture, at, since: Date.now() }, given() ? "here" : "behind");
  } catch (error) {
    useLecture.setState({ trouble: messageOf(error) });
  }
}

/**
 * Shows a scene of the lecture that is given.
 * @param number from 1; one that the lecture does not have shows its first or last scene
 * @returns the number that is shown; null if no lecture is given
 */
export function goToScene(number: number): number | null {
  const now = given();
  if (!now) return null;
  const at = placeIn(now.lecture, Math.trunc(number) - 1);
  enter({ ...now, at });
  return at + 1;
}

/** Shows the next scene, or the one before; at either end the page stays as it is. */
export function moveScene(by: 1 | -1): void {
  const now = given();
  if (now && placeIn(now.lecture, now.at + by) !== now.at) goToScene(now.at + 1 + by);
}

/** Ends the lecture and leaves the page as it is; {@link continueLecture} takes it up again. */
export function leaveLecture(): void {
  const now = given();
  if (!now) return;
  // Another address was opened, as by Back, if the page's is no longer one of the lecture.
  useLecture.setState({ given: null, left: { ...now, hash: null } });
  useAppearance.setState({ onWall: [] });
  if (address.isInLecture) {
    address.setScene(null);
    useLecture.setState({ left: { ...now, hash: address.hash } });
  }
  if (useAppearance.getState().presenting) leavePresentation();
}

/** Takes the lecture up again at the scene at which it was left: with the run as it is, if the page still shows the scene. */
export function continueLecture(): void {
  const { left } = useLecture.getState();
  if (!left) return;
  const { hash, ...next } = left;
  useLecture.setState({ left: null });
  if (hash === address.hash) {
    useLecture.setState({ given: next });
    address.setScene({ scenes: next.id, scene: next.at + 1 });
    showCharts(next);
    presentOnWall();
  } else giveLecture(next, "behind");
}

/** Follows the address: the lecture is left with it, and shown again by Back to its scene. */
function followAddress(): void {
  const now = given();
  if (!now) return;
  if (!address.isInLecture) leaveLecture();
  else if (isShownScene(address.asked)) showCharts(now);
  // A link of the page itself leads away from the scene, and not out of the lecture.
  else if (address.asked.scenes === null) useAppearance.setState({ onWall: [] });
}

export function restartClock(): void {
  const now = given();
  if (now) useLecture.setState({ given: { ...now, since: Date.now() } });
}

/** Opens the scene that the address names. If there is none, the page says why and opens as the rest of the address says. */
export async function openLinkedScene({ scenes, scene, embed }: Asked): Promise<void> {
  if (scenes === null) return;
  try {
    const known = [given(), useLecture.getState().left].find((each) => each?.id === scenes);
    const lecture = await lectureOf(scenes);
    useAppearance.setState({ embedded: embed });
    // Back and Forward inside a lecture do not start its clock again.
    giveLecture({ id: scenes, lecture, at: (scene ?? 1) - 1, since: known?.since ?? Date.now() });
    takePresenterBack();
  } catch (error) {
    lab.notify(messageOf(error), "warning");
    address.setScene(null);
  }
}

/** The keys of clickers, and how far each moves. */
const CLICKER: Readonly<Record<string, 1 | -1>> = { PageDown: 1, PageUp: -1 };
/** In the presenter window the arrows are free. */
const PRESENTER_KEYS = { ...CLICKER, ArrowRight: 1, ArrowLeft: -1 } as const;

/** Whether a key is typed into a text, or chooses from a list. */
const isTyped = (target: EventTarget | null, key: string): boolean =>
  (target as Element | null)?.closest?.("textarea, input:not([type=range], [type=radio])") != null ||
  (key.startsWith("Arrow") && (target as Element | null)?.closest?.("select") != null);

const followKey = (keys: Readonly<Record<string, 1 | -1>>) => (event: KeyboardEvent) => {
  const by = keys[event.key];
  if (!given() || by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  if (isTyped(event.target, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  moveScene(by);
};

/** Moves between the scenes by the keys of the presenter window. */
export const followPresenterKey = followKey(PRESENTER_KEYS);

// Clickers reach the lecture wherever the focus is.
addEventListener("keydown", followKey(CLICKER), { capture: true });
address.onNavigation(followAddress);
// Escape and the buttons that leave the presentation leave its lecture.
useAppearance.subscribe(({ presenting }, before) => {
  if (before.presenting && !presenting) leaveLecture();
});
