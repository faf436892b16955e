import * as v from "valibot";
import { MAX_SCENES } from "../address/keys";
import { inWords, parseJson, read, record, shape } from "../valid";
import { ENTRIES, type Lecture, MAX_CHARTS } from "./scene";

export const LECTURE_FORMAT = "unitary-rnn-lab/scenes";
export const LECTURE_VERSION = 1;

/** What a lecture may hold: more than a person writes, and less than slows a page down. */
export const LIMITS = {
  scenes: MAX_SCENES,
  title: 120,
  sentence: 300,
  notes: 10_000,
  link: 4000,
  minutes: 600,
} as const;

/** The size of the largest lecture file that is read. */
export const MAX_LECTURE_BYTES = 4 * 2 ** 20;

const text = (most: number) => {
  const message = `be a text of at most ${most} characters`;
  return v.pipe(v.string(message), v.maxLength(most, message));
};
const minutes = `be minutes from 0 to ${LIMITS.minutes}`;

const SCENE = shape(
  {
    link: v.pipe(text(LIMITS.link), v.startsWith("#", "be the part of a link from # on")),
    charts: v.optional(
      v.pipe(
        v.array(
          v.pipe(v.string("be the id of a chart"), v.regex(/^[a-z-]{1,40}$/, "be the id of a chart")),
          "be a list",
        ),
        v.maxLength(MAX_CHARTS, `name at most ${MAX_CHARTS} charts`),
        v.readonly(),
      ),
      [],
    ),
    entry: v.optional(v.picklist(ENTRIES, `be one of ${ENTRIES.join(", ")}`), "fresh"),
    sentence: text(LIMITS.sentence),
    notes: v.optional(text(LIMITS.notes), ""),
    minutes: v.optional(
      v.pipe(v.number(minutes), v.minValue(0, minutes), v.maxValue(LIMITS.minutes, minutes)),
      0,
    ),
  },
  "be a scene, with a link and a sentence",
);

const scenes = `be a list of 1 to ${LIMITS.scenes} scenes`;

const LECTURE = shape({
  format: v.literal(
    LECTURE_FORMAT,
    ({ input }) => `Its format is “${inWords(input)}”; a lecture’s is “${LECTURE_FORMAT}”.`,
  ),
  version: v.literal(
    LECTURE_VERSION,
    ({ input }) => `Its version is ${inWords(input)}; this page reads version ${LECTURE_VERSION}.`,
  ),
  title: text(LIMITS.title),
  scenes: v.pipe(
    v.array(SCENE, scenes),
    v.minLength(1, scenes),
    v.maxLength(LIMITS.scenes, scenes),
    v.readonly(),
  ),
});

/** A lecture as its file has it. */
export const lectureJson = ({ title, scenes: all }: Lecture) => ({
  format: LECTURE_FORMAT,
  version: LECTURE_VERSION,
  title,
  scenes: all,
});

/** Reads a lecture from parsed JSON. @throws Error with a sentence about the first thing that is wrong */
export function readLecture(json: unknown): Lecture {
  const { title, scenes: all } = read(
    LECTURE,
    read(record("It is no lecture: its JSON is not an object."), json),
  );
  return { title, scenes: all };
}

/** Reads the text of a lecture's file. @throws Error with a sentence about the first thing that is wrong */
export const parseLecture = (content: string): Lecture => readLecture(parseJson(content));

/** Whether the text of a file says that it is a lecture, of whatever version. */
export const isLectureText = (content: string): boolean =>
  new RegExp(`^\\s*\\{[^{}]*"format"\\s*:\\s*"${LECTURE_FORMAT}"`).test(content.slice(0, 1000));
