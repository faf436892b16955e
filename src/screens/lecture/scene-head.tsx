import { useSyncExternalStore } from "react";
import { fillScreen } from "../../store/appearance";
import { goToScene, moveScene } from "../../store/lecture";
import { type Given, useLecture } from "../../store/lecture-state";
import { openPresenter } from "../../store/presenter-window";
import { useScreen } from "../../store/screen";
import { LeavePresentation } from "../../ui/leave-presentation";
import { Popover } from "../../ui/popover";
import { Words } from "../../ui/words";
import styles from "./SceneHead.module.css";

function ScenesList({
  given: { lecture, at },
  close,
}: {
  readonly given: Given;
  readonly close: () => void;
}) {
  return (
    <ol className={styles.list}>
      {lecture.scenes.map(({ sentence }, i) => (
        <li key={i}>
          <button
            type="button"
            aria-current={i === at ? "step" : undefined}
            onClick={() => {
              goToScene(i + 1);
              close();
            }}
          >
            <Words>{sentence}</Words>
          </button>
        </li>
      ))}
    </ol>
  );
}

const onFullScreen = (listener: () => void) => {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
};

/** Takes the whole screen, where the page does not fill it already and may. */
function FillScreen() {
  const isFull = useSyncExternalStore(onFullScreen, () => document.fullscreenElement !== null);
  if (isFull || !document.fullscreenEnabled) return null;
  return (
    <button type="button" className={styles.text} onClick={fillScreen}>
      Full screen
    </button>
  );
}

/** The strip above the page while a lecture is given: the scene's sentence for the wall, and the way to the other scenes. */
export function SceneHead() {
  const given = useLecture((state) => state.given);
  const trouble = useLecture((state) => state.trouble);
  const hasNotes = useLecture((state) => state.presenter !== null);
  const isLab = useScreen(({ screen }) => screen === "lab");
  if (!given) return null;
  const { lecture, at } = given;
  const { scenes } = lecture;
  return (
    <section className={styles.head} aria-label="Scene" data-scene>
      <p className={styles.sentence} aria-live="polite">
        <Words>{scenes[at].sentence}</Words>
      </p>
      <div className={styles.controls}>
        <button
          type="button"
          className={styles.step}
          aria-label="Previous scene"
          title="Previous scene (Page Up)"
          disabled={at === 0}
          onClick={() => moveScene(-1)}
        >
          ◂
        </button>
        <Popover
          name="Scenes"
          className={styles.popover}
          button={{
            className: styles.place,
            "aria-label": `Scene ${at + 1} of ${scenes.length}`,
            title: "All scenes",
            children: (
              <>
                <b>{at + 1}</b> / {scenes.length}
              </>
            ),
          }}
        >
          {(close) => <ScenesList given={given} close={close} />}
        </Popover>
        <button
          type="button"
          className={styles.step}
          aria-label="Next scene"
          title="Next scene (Page Down)"
          disabled={at === scenes.length - 1}
          onClick={() => moveScene(1)}
        >
          ▸
        </button>
        {!hasNotes && (
          <button
            type="button"
            className={styles.text}
            aria-label="Notes in a presenter window"
            title="Your notes and the next scene, in a window of its own"
            onClick={() => void openPresenter()}
          >
            Notes
          </button>
        )}
        <FillScreen />
        {!isLab && <LeavePresentation className={styles.step} />}
      </div>
      {trouble && (
        <p role="alert" className={styles.trouble}>
          <Words>{trouble}</Words>
        </p>
      )}
    </section>
  );
}
