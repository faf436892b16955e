import { useEffect, useState } from "react";
import { minutesBefore, minutesOf, type Scene } from "../../scenes/scene";
import { continueLecture, goToScene, moveScene, restartClock } from "../../store/lecture";
import { type Given, useLecture } from "../../store/lecture-state";
import { useScreen } from "../../store/screen";
import { lab, useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import { useRunner } from "../embed/runner";
import styles from "./Presenter.module.css";

/** A number of seconds as minutes and seconds: 754 is 12:34. */
export const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

const minutesText = (minutes: number) => `${minutes} min`;

/** The time since a moment, and the time of day. */
function Clock({ given: { lecture, at, since } }: { readonly given: Given }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, []);
  const seconds = Math.max(0, (now - since) / 1000);
  const whole = minutesOf(lecture);
  const planned = minutesBefore(lecture, at + 1);
  const isLate = whole > 0 && seconds > 60 * planned;
  return (
    <section className={styles.clock} aria-label="Time">
      <span role="timer" aria-label="Elapsed" className={styles.elapsed}>
        {clockText(seconds)}
      </span>
      <span className={isLate ? styles.late : styles.planned}>
        {whole > 0
          ? `planned: ${minutesText(planned)} at the end of this scene, of ${minutesText(whole)}`
          : "no time is planned"}
      </span>
      <span className={styles.day}>
        {new Date(now).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}
      </span>
      <button type="button" className={styles.button} onClick={restartClock}>
        Restart the clock
      </button>
    </section>
  );
}

/** Notes, paragraph by paragraph; a word before the first colon, such as Do, Say and Ask, stands out. */
function Notes({ notes }: Pick<Scene, "notes">) {
  if (notes.trim() === "") return <p className={styles.none}>No notes for this scene.</p>;
  return notes.split(/\n\s*\n/).map((paragraph, i) => {
    const [, cue, rest] = /^(\p{L}{1,12}):\s+([\s\S]*)$/u.exec(paragraph) ?? [null, null, paragraph];
    return (
      <p key={i} className={cue?.toLowerCase() === "say" ? styles.say : undefined}>
        {cue && <b className={styles.cue}>{cue}</b>}
        <span>
          <Words>{rest ?? ""}</Words>
        </span>
      </p>
    );
  });
}

/** The run on the wall: the lab's, or that of a screen with one of its own. */
function Transport() {
  const isLab = useScreen(({ screen }) => screen === "lab");
  const labPlays = useLab((state) => state.playing);
  const runner = useRunner((state) => state.runner);
  const playing = isLab ? labPlays : (runner?.playing ?? false);
  const toggle = () => (isLab ? lab.toggle() : playing ? runner?.pause() : runner?.play());
  return (
    <fieldset className={styles.transport} aria-label="The run" disabled={!isLab && !runner}>
      <button type="button" className={styles.button} onClick={toggle}>
        {playing ? "Pause" : "Play"}
      </button>
      <button
        type="button"
        className={styles.button}
        onClick={() => (isLab ? lab.step() : runner?.makeStep())}
      >
        Step
      </button>
      <button type="button" className={styles.button} onClick={() => (isLab ? lab.reset() : runner?.reset())}>
        Reset
      </button>
    </fieldset>
  );
}

/** What the speaker sees while the page is being loaded again. */
export const WallLoads = () => (
  <main className={styles.waiting}>
    <p role="status">The wall is loading. Your notes come back with it.</p>
  </main>
);

/** What the speaker sees: notes, this scene and the next, the time, and the controls of the wall. */
export function PresenterView() {
  const given = useLecture((state) => state.given);
  const left = useLecture((state) => state.left);
  if (!given) {
    return (
      <main className={styles.waiting}>
        <p>The wall does not show the lecture.</p>
        {left && (
          <button type="button" className={styles.button} onClick={continueLecture}>
            Continue at scene {left.at + 1}
          </button>
        )}
      </main>
    );
  }
  const { lecture, at } = given;
  const { scenes } = lecture;
  const { [at]: scene, [at + 1]: next } = scenes;
  return (
    <main className={styles.presenter}>
      <Clock given={given} />
      <section className={styles.now} aria-label="This scene">
        <h1 className={styles.place}>
          Scene {at + 1} of {scenes.length}
          {scene.minutes > 0 && ` · ${minutesText(scene.minutes)}`}
        </h1>
        <p className={styles.sentence}>
          <Words>{scene.sentence}</Words>
        </p>
      </section>
      <section key={at} className={styles.notes} aria-label="Notes">
        <Notes notes={scene.notes} />
      </section>
      <section className={styles.next} aria-label="Next scene">
        <h2 className={styles.place}>Next</h2>
        <p className={styles.sentence}>
          <Words>{next ? next.sentence : "This is the last scene."}</Words>
        </p>
      </section>
      <div className={styles.controls}>
        <button type="button" className={styles.button} disabled={at === 0} onClick={() => moveScene(-1)}>
          Back
        </button>
        <button type="button" className={styles.main} disabled={!next} onClick={() => moveScene(1)}>
          Next
        </button>
        <label className={styles.jump}>
          Go to
          <select value={at} onChange={(event) => goToScene(Number(event.currentTarget.value) + 1)}>
            {scenes.map(({ sentence }, i) => (
              <option key={i} value={i}>
                {i + 1} {sentence}
              </option>
            ))}
          </select>
        </label>
        <Transport />
      </div>
    </main>
  );
}
