import { SPEEDS, type Speed } from "../../config/speed";
import { speedOf } from "../../store/lab-state";
import { lab, useLab } from "../../store/use-lab";
import styles from "./SpeedChoice.module.css";

const NAMES: Readonly<Record<Speed, string>> = { 1: "1", 5: "5", 25: "25", 100: "100", full: "Full" };
const TITLES: Readonly<Record<Speed, string>> = {
  1: "One step per second",
  5: "5 steps per second",
  25: "25 steps per second",
  100: "100 steps per second",
  full: "As many steps per second as this machine makes",
};

/** Sets the next slower or faster speed. */
export function changeSpeed(by: -1 | 1): void {
  const place = SPEEDS.indexOf(speedOf(lab.state)) + by;
  const speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, place))];
  if (speed !== speedOf(lab.state)) lab.setSpeed(speed);
}

/** The choice of speed, in steps per second. */
export function SpeedChoice() {
  const chosen = useLab(speedOf);
  return (
    <div className={styles.speed} role="radiogroup" aria-label="Speed" title="Steps per second ([ and ])">
      {SPEEDS.map((speed) => (
        <label key={speed} className={styles.option} title={TITLES[speed]}>
          <input
            type="radio"
            name="speed"
            className={styles.radio}
            checked={speed === chosen}
            onChange={() => lab.setSpeed(speed)}
          />
          <span className={styles.name}>{NAMES[speed]}</span>
        </label>
      ))}
      <span className={styles.unit} translate="no" aria-hidden="true">
        steps/s
      </span>
    </div>
  );
}
