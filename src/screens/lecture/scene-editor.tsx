import type { ComponentProps } from "react";
import { LIMITS } from "../../scenes/lecture-file";
import { ENTRIES, type Entry, type Scene } from "../../scenes/scene";
import { presentScene } from "../../store/own-scenes";
import { GripIcon } from "../../ui/icons";
import styles from "./Lectures.module.css";

const ENTRY_TEXT: Readonly<Record<Entry, string>> = {
  fresh: "a fresh run, paused",
  play: "a fresh run, playing",
  keep: "the run so far, if its settings are these",
};

interface Props {
  readonly scene: Scene;
  readonly at: number;
  readonly count: number;
  readonly change: (scene: Scene) => void;
  readonly grip: ComponentProps<"span">;
  /** What it shows of a scene that is dragged. */
  readonly drop: string | undefined;
  readonly move: (by: -1 | 1) => void;
  readonly remove: () => void;
  readonly show: () => void;
}

/** One scene of the user's own lecture: its words, its place, and the view that it shows. */
export function SceneEditor({ scene, at, count, change, grip, drop, move, remove, show }: Props) {
  const number = at + 1;
  const { link, charts, entry } = scene;
  const name = (what: string) => `${what} of scene ${number}`;
  return (
    <li className={styles.scene} aria-label={`Scene ${number}`} data-drop={drop}>
      <span className={styles.grip} title="Drag to another place" aria-hidden="true" {...grip}>
        <GripIcon /> {number}
      </span>
      <textarea
        className={styles.sentence}
        aria-label={name("Sentence")}
        placeholder="The sentence on the wall"
        rows={2}
        maxLength={LIMITS.sentence}
        value={scene.sentence}
        onChange={(event) => change({ ...scene, sentence: event.currentTarget.value.replaceAll("\n", " ") })}
      />
      <textarea
        aria-label={name("Notes")}
        placeholder="Notes for you. An empty line begins a new paragraph; Do:, Say: and Ask: stand out."
        rows={3}
        maxLength={LIMITS.notes}
        value={scene.notes}
        onChange={(event) => change({ ...scene, notes: event.currentTarget.value })}
      />
      <p className={styles.link} title={link} translate="no">
        {link}
        {charts.length > 0 && ` · ${charts.join(" + ")}`}
      </p>
      <div className={styles.row}>
        <label className={styles.beginning}>
          With{" "}
          <select
            aria-label={name("Beginning")}
            value={entry}
            onChange={(event) => {
              const chosen = ENTRIES.find((one) => one === event.currentTarget.value);
              if (chosen) change({ ...scene, entry: chosen });
            }}
          >
            {ENTRIES.map((one) => (
              <option key={one} value={one}>
                {ENTRY_TEXT[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="number"
            aria-label={name("Minutes")}
            min={0}
            max={LIMITS.minutes}
            step="any"
            value={scene.minutes || ""}
            onChange={(event) => {
              const minutes = Number(event.currentTarget.value);
              if (minutes >= 0 && minutes <= LIMITS.minutes) change({ ...scene, minutes });
            }}
          />{" "}
          min
        </label>
      </div>
      <div className={styles.row}>
        <button type="button" className={styles.plain} aria-label={`Show scene ${number}`} onClick={show}>
          Show
        </button>
        <button
          type="button"
          className={styles.plain}
          aria-label={`Take this view for scene ${number}`}
          title="The page as it is now becomes the view of this scene; its words stay"
          onClick={() => {
            const { sentence: _, notes: __, minutes: ___, ...view } = presentScene();
            change({ ...scene, ...view });
          }}
        >
          Take this view
        </button>
        <button
          type="button"
          className={styles.plain}
          aria-label={`Move scene ${number} up`}
          disabled={at === 0}
          onClick={() => move(-1)}
        >
          ▴ Up
        </button>
        <button
          type="button"
          className={styles.plain}
          aria-label={`Move scene ${number} down`}
          disabled={at === count - 1}
          onClick={() => move(1)}
        >
          ▾ Down
        </button>
        <button
          type="button"
          className={styles.plain}
          aria-label={`Delete scene ${number}`}
          disabled={count === 1}
          onClick={remove}
        >
          Delete
        </button>
      </div>
    </li>
  );
}
