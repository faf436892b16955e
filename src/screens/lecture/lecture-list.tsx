import { SHIPPED, SHIPPED_IDS } from "../../scenes/lectures";
import { minutesOf } from "../../scenes/scene";
import { continueLecture, giveLectureOf } from "../../store/lecture";
import { showLectures, useLecture } from "../../store/lecture-state";
import { addOwnLecture, editOwnLecture, type OwnLecture, useOwnLectures } from "../../store/own-lectures";
import { openLectureFile, presentScene } from "../../store/own-scenes";
import { FileButton } from "../../ui/file-button";
import { Words } from "../../ui/words";
import { CopyLink } from "./copy-link";
import styles from "./Lectures.module.css";

/** All lectures: those that come with the lab, and the user's own. */
export function LectureList() {
  const lectures = useOwnLectures((state) => state.lectures);
  return (
    <>
      <p className={styles.words}>
        A lecture is a list of scenes: views of this page, each with a sentence for the wall and notes for
        you. <kbd>Page Down</kbd> and <kbd>Page Up</kbd> move between them, also from a clicker.
      </p>
      <Continue />
      <ul className={styles.lectures}>
        {SHIPPED_IDS.map((id) => (
          <Shipped key={id} id={id} />
        ))}
        {lectures.map((own) => (
          <Own key={own.id} own={own} />
        ))}
      </ul>
      <div className={styles.actions}>
        <button
          type="button"
          className={styles.button}
          onClick={() => editOwnLecture(addOwnLecture({ title: "My lecture", scenes: [presentScene()] }))}
        >
          New lecture from this view
        </button>
        <FileButton
          label="Open file"
          name="Lecture to open"
          accept=".json,application/json"
          className={styles.button}
          take={openLectureFile}
        />
      </div>
    </>
  );
}

/** Takes up the lecture that was left last. */
function Continue() {
  const left = useLecture((state) => state.left);
  if (!left) return null;
  return (
    <button
      type="button"
      className={styles.main}
      onClick={() => {
        showLectures(false);
        continueLecture();
      }}
    >
      Continue at scene {left.at + 1}
    </button>
  );
}

function Shipped({ id }: { readonly id: (typeof SHIPPED_IDS)[number] }) {
  const { lecture, about } = SHIPPED[id];
  const { title } = lecture;
  return (
    <li aria-label={title}>
      <h3>{title}</h3>
      <p className={styles.words}>
        <Words>{about}</Words>
      </p>
      <div className={styles.actions}>
        <button type="button" className={styles.button} onClick={() => void giveLectureOf(id)}>
          Present
        </button>
        <button
          type="button"
          className={styles.button}
          onClick={() => editOwnLecture(addOwnLecture({ ...lecture, title: `${title} (copy)` }))}
        >
          Make a copy
        </button>
        <CopyLink id={id} lecture={lecture} />
      </div>
    </li>
  );
}

function Own({ own: { id, lecture } }: { readonly own: OwnLecture }) {
  const { title, scenes } = lecture;
  const minutes = minutesOf(lecture);
  return (
    <li aria-label={title}>
      <h3 translate="no">{title}</h3>
      <p className={styles.words}>
        <Words>
          {`Yours: ${scenes.length} ${scenes.length === 1 ? "scene" : "scenes"}${minutes > 0 ? `, ${minutes} min` : ""}.`}
        </Words>
      </p>
      <div className={styles.actions}>
        <button type="button" className={styles.button} onClick={() => void giveLectureOf(id)}>
          Present
        </button>
        <button type="button" className={styles.button} onClick={() => editOwnLecture(id)}>
          Edit
        </button>
        <CopyLink id={id} lecture={lecture} />
      </div>
    </li>
  );
}
