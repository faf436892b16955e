import { address } from "../address";
import type { ScreenId } from "../address/keys";
import { matchingPreset } from "../config/presets";
import { messageOf } from "../errors";
import { isLectureText, lectureJson, MAX_LECTURE_BYTES, parseLecture } from "../scenes/lecture-file";
import { packLecture } from "../scenes/lecture-link";
import { isShipped } from "../scenes/lectures";
import type { Lecture, Scene } from "../scenes/scene";
import { speedOf } from "./lab-state";
import { useLecture } from "./lecture-state";
import { addOwnLecture } from "./own-lectures";
import { chosenCharts } from "./presented";
import { useScreen } from "./screen";
import { stepOfLink } from "./share-link";
import { lab } from "./use-lab";

/** What a scene of a screen says until the user writes a better sentence. */
const SENTENCES: Readonly<Record<Exclude<ScreenId, "lab">, string>> = {
  counterexample: "The counterexample",
  why: "Why it works",
  experiments: "Experiments",
  benchmark: "Benchmark",
  check: "Check of this device",
  about: "About",
};

/** The page as it is now, as a scene: a paused run is shown at its step, if its settings lead there; one that plays begins to play. */
export function presentScene(): Scene {
  const { screen } = useScreen.getState();
  const { playing, config } = lab.state;
  const isLab = screen === "lab";
  return {
    link: address.shared(isLab ? { speed: speedOf(lab.state), step: stepOfLink(lab.state) } : {}),
    charts: isLab ? chosenCharts() : [],
    entry: isLab && playing ? "play" : "fresh",
    sentence: isLab ? (matchingPreset(config)?.label ?? "Two networks, side by side") : SENTENCES[screen],
    notes: "",
    minutes: 0,
  };
}

/** The value of the address's key `scenes` for a lecture. @throws Error with a sentence if it is too long for a link */
export const scenesOf = async (id: string, lecture: Lecture): Promise<string> =>
  isShipped(id) ? id : packLecture(lecture);

/** A lecture's file. */
export const lectureBlob = (lecture: Lecture): Blob =>
  new Blob([JSON.stringify(lectureJson(lecture), null, 1)], { type: "application/json" });

/** The text of a lecture's file; undefined if the file is something else. */
export async function lectureText(file: Blob): Promise<string | undefined> {
  if (file.size > MAX_LECTURE_BYTES) return undefined;
  const text = await file.text();
  return isLectureText(text) ? text : undefined;
}

/** Makes a lecture from its file's text the user's own, and lists it. @returns its id @throws Error with a sentence */
export function takeLecture(text: string): string {
  const id = addOwnLecture(parseLecture(text));
  useLecture.setState({ listed: true });
  return id;
}

/** Opens a lecture's file. @returns its id; null if it was not opened, which the page then explains */
export async function openLectureFile(file: File): Promise<string | null> {
  try {
    const text = await lectureText(file);
    if (text === undefined) throw new Error("It is no lecture: Save file makes one.");
    return takeLecture(text);
  } catch (error) {
    useLecture.setState({ trouble: `${file.name} was not opened. ${messageOf(error)}` });
    return null;
  }
}
