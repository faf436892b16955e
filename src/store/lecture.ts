import { address } from "../address";
import type { Asked } from "../address/hash";
import { messageOf } from "../errors";
import { isPacked, unpackLecture } from "../scenes/lecture-link";
import { isShipped, SHIPPED, SHIPPED_IDS } from "../scenes/lectures";
import { type Lecture, placeIn } from "../scenes/scene";
import { leaveFullScreen, leavePresentation, present, useAppearance } from "./appearance";
import { type Given, useLecture } from "./lecture-state";
import { ownLectureOf } from "./own-lectures";
import { presentCharts } from "./presented";
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

function enter(next: Given): void {
  useLecture.setState({ given: next, trouble: null });
  const { charts } = next.lecture.scenes[next.at];
  presentCharts(charts);
  useAppearance.setState({ onWall: charts });
  address.enter(sceneHash(next.id, next.lecture, next.at));
}

/** Puts the page into presentation mode, except in a frame, which has no wall. */
function presentOnWall(): void {
  const { embedded, presenting } = useAppearance.getState();
  if (!embedded && !presenting) present();
}

/** Gives a lecture from one of its scenes on. @param at from 0 */
export function giveLecture(id: string, lecture: Lecture, at = 0): void {
  useLecture.setState({ listed: false });
  presentOnWall();
  enter({ id, lecture, at: placeIn(lecture, at), since: Date.now() });
}

/** Gives a lecture that comes with the lab, or one of the user's own. */
export async function giveLectureOf(id: string, at = 0): Promise<void> {
  try {
    giveLecture(id, await lectureOf(id), at);
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

/** Ends the lecture and leaves the page as its scene has it; {@link continueLecture} takes it up again. */
export function leaveLecture(): void {
  const now = given();
  if (!now) return;
  useLecture.setState({ given: null, left: now });
  useAppearance.setState({ onWall: [] });
  address.leaveScenes();
  if (useAppearance.getState().presenting) leavePresentation();
}

/** Takes the lecture up again at the scene at which it was left, with the run as it is. */
export function continueLecture(): void {
  const { left } = useLecture.getState();
  if (!left) return;
  useLecture.setState({ given: left, left: null });
  useAppearance.setState({ onWall: left.lecture.scenes[left.at].charts });
  presentOnWall();
}

export function restartClock(): void {
  const now = given();
  if (now) useLecture.setState({ given: { ...now, since: Date.now() } });
}

/** Opens the scene that the address names. If there is none, the page says why and opens as the rest of the address says. */
export async function openLinkedScene({ scenes, scene, embed }: Asked): Promise<void> {
  if (scenes === null) return;
  try {
    const lecture = await lectureOf(scenes);
    useAppearance.setState({ embedded: embed });
    giveLecture(scenes, lecture, (scene ?? 1) - 1);
  } catch (error) {
    lab.notify(messageOf(error), "warning");
    address.leaveScenes();
  }
}

/** Name of the presenter window, which is used again if it is open. */
const PRESENTER = "unitary-rnn-lab-presenter";

/**
 * Opens the window with the speaker's notes. Browsers leave full screen for it, so the wall leaves it first and stays in
 * presentation mode.
 */
export async function openPresenter(): Promise<void> {
  await leaveFullScreen();
  const presenter = window.open("", PRESENTER, "popup,width=1000,height=720");
  useLecture.setState({
    presenter,
    trouble: presenter
      ? null
      : "The browser blocked the presenter window: allow pop-ups for this page, then choose it again.",
  });
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
// Escape and the buttons that leave the presentation leave its lecture.
useAppearance.subscribe(({ presenting }, before) => {
  if (before.presenting && !presenting) leaveLecture();
});
