import { showLectures, useLecture } from "../../store/lecture-state";
import { HistorySlider } from "./history-slider";
import styles from "./PresentTools.module.css";
import { PresetChoice } from "./preset-choice";

/** The strip below the presented charts: preset, history, and the lectures. */
export function PresentTools() {
  const listed = useLecture((state) => state.listed);
  return (
    <section className={styles.tools} aria-label="Preset and history">
      <PresetChoice />
      <HistorySlider />
      <button
        type="button"
        className={styles.lectures}
        aria-expanded={listed}
        onClick={() => showLectures(!listed)}
      >
        Lectures
      </button>
    </section>
  );
}
