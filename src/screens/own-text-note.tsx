import { useEffect } from "react";
import { isTextTask, onlyTask, type TextTaskId, unfitText } from "../experiments/text-fitness";
import { useOwnText } from "../store/own-text";
import { TASKS } from "../tasks";
import styles from "./OwnTextNote.module.css";

interface OwnTextNoteProps {
  readonly task: string;
  /** Chooses the task that the text is good for. */
  readonly choose: (task: TextTaskId) => void;
}

/** Says if the user's own text is not good for the task that is chosen, and offers the one that it is good for. */
export function OwnTextNote({ task, choose }: OwnTextNoteProps) {
  const fitness = useOwnText((state) => state.fitness);
  useEffect(() => {
    if (useOwnText.getState().text === undefined) void useOwnText.getState().open();
  }, []);
  const trouble = fitness && isTextTask(task) ? unfitText(fitness, task) : null;
  if (!fitness || trouble === null) return null;
  const other = onlyTask(fitness);
  return (
    <p role="alert" className={styles.note}>
      {trouble}{" "}
      {other && (
        <button type="button" className={styles.choose} onClick={() => choose(other)}>
          Choose {TASKS[other].label}
        </button>
      )}
    </p>
  );
}
