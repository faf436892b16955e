import { useRef, useState } from "react";
import { download } from "../../export/download";
import { exportFileName } from "../../export/file-name";
import { withMoved, withoutScene, withScene, withSceneAt } from "../../scenes/edit";
import { LIMITS } from "../../scenes/lecture-file";
import { type Lecture, minutesOf, type Scene } from "../../scenes/scene";
import { giveLectureOf } from "../../store/lecture";
import { deleteOwnLecture, editOwnLecture, type OwnLecture, setOwnLecture } from "../../store/own-lectures";
import { lectureBlob, presentScene } from "../../store/own-scenes";
import { Words } from "../../ui/words";
import { CopyLink } from "./copy-link";
import { useDragOrder } from "./drag-order";
import styles from "./Lectures.module.css";
import { SceneEditor } from "./scene-editor";

/** What was deleted last, and where it was. */
type Deleted = { readonly scene: Scene; readonly at: number } | null;

/** What a scene shows of one that is dragged: that it is this one, or on which side of this one it would go. */
const dropOf = ({ from, to }: { readonly from: number; readonly to: number }, at: number) =>
  at === from ? "dragged" : at !== to ? undefined : to < from ? "above" : "below";

/** Changes a lecture of the user's own. Every change is kept at once. */
export function LectureEditor({ own: { id, lecture } }: { readonly own: OwnLecture }) {
  const [deleted, setDeleted] = useState<Deleted>(null);
  const [leaving, setLeaving] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const { title, scenes } = lecture;
  const set = (next: Lecture) => void setOwnLecture(id, next);
  const minutes = minutesOf(lecture);
  const isFull = scenes.length >= LIMITS.scenes;
  const { drag, grip } = useDragOrder(
    list,
    () => list.current?.closest("aside"),
    (from, to) => set(withMoved(lecture, from, to)),
  );
  return (
    <>
      <label className={styles.field}>
        Title
        <input
          type="text"
          value={title}
          maxLength={LIMITS.title}
          onChange={(event) => set({ ...lecture, title: event.currentTarget.value })}
        />
      </label>
      <div className={styles.actions}>
        <button
          type="button"
          className={styles.main}
          title="Adds a scene with the page as it is now: screen, settings, step, speed, views and presented charts"
          disabled={isFull}
          onClick={() => set(withSceneAt(lecture, scenes.length, presentScene()))}
        >
          Add this view
        </button>
        <button type="button" className={styles.button} onClick={() => void giveLectureOf(id)}>
          Present
        </button>
        <button type="button" className={styles.button} onClick={() => editOwnLecture(null)}>
          All lectures
        </button>
      </div>
      <p className={styles.words} aria-live="polite">
        <Words>{`${scenes.length} ${scenes.length === 1 ? "scene" : "scenes"}${minutes > 0 ? `, ${minutes} min` : ""}.`}</Words>{" "}
        {deleted && (
          <button
            type="button"
            className={styles.plain}
            onClick={() => {
              set(withSceneAt(lecture, deleted.at, deleted.scene));
              setDeleted(null);
            }}
          >
            Undo: bring scene {deleted.at + 1} back
          </button>
        )}
      </p>
      <ol ref={list} className={styles.scenes} data-dragging={drag !== null || undefined}>
        {scenes.map((scene, at) => (
          <SceneEditor
            key={at}
            scene={scene}
            at={at}
            count={scenes.length}
            change={(next) => set(withScene(lecture, at, next))}
            grip={grip(at)}
            drop={drag ? dropOf(drag, at) : undefined}
            move={(by) => set(withMoved(lecture, at, at + by))}
            remove={() => {
              setDeleted({ scene, at });
              set(withoutScene(lecture, at));
            }}
            show={() => void giveLectureOf(id, at)}
          />
        ))}
      </ol>
      <div className={styles.actions}>
        <button
          type="button"
          className={styles.button}
          onClick={() => download(lectureBlob(lecture), exportFileName("lecture", { preset: title }, "json"))}
        >
          Save file
        </button>
        <CopyLink id={id} lecture={lecture} />
        {leaving === id ? (
          <button
            type="button"
            className={styles.danger}
            onClick={() => {
              void deleteOwnLecture(id);
              editOwnLecture(null);
            }}
          >
            Really delete it
          </button>
        ) : (
          <button type="button" className={styles.button} onClick={() => setLeaving(id)}>
            Delete lecture
          </button>
        )}
      </div>
    </>
  );
}
