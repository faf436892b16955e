import type { TextTaskId } from "../../experiments/text-fitness";
import { lab, useLab } from "../../store/use-lab";
import { Words } from "../../ui/words";
import { OwnTextNote } from "../own-text-note";
import { BackendTimings } from "./backend-timings";
import { LaneFieldset } from "./lane-fieldset";
import { applies, fixedLength } from "./option-labels";
import { PresetSummary } from "./preset-choice";
import { gpuText, machine } from "./run-status";
import styles from "./Sidebar.module.css";
import { ChoiceSetting, FixedNumber, LargeSizes, NumberSetting, SliderSetting } from "./setting-fields";
import { takeTour } from "./tour/take-tour";

const NUMBERS = ["batch", "seed", "steps", "recall", "alphabet", "vocabulary"] as const;

function trainOn(task: TextTaskId): void {
  lab.set("task", task);
  if (lab.state.phase === "failed") lab.retry();
}

/** The sidebar with all settings, below the two main controls. */
export function Sidebar() {
  const config = useLab((state) => state.config);
  const task = useLab((state) => state.task);
  const applied = useLab((state) => state.applied);
  const backend = useLab((state) => state.backend);
  const trying = useLab(({ phase, gpuProgress }) =>
    phase === "ready" && gpuProgress ? `: ${gpuText(gpuProgress)}` : "",
  );
  const describesTask = task !== null && applied.task === config.task;
  return (
    <div className={styles.sidebar}>
      <PresetSummary />
      <section className={styles.group} aria-label="Task and size">
        <ChoiceSetting field="task" />
        {describesTask && (
          <p className={styles.remark}>
            <Words>{task.description}</Words>
          </p>
        )}
        {applies("text", config) && <ChoiceSetting field="text" />}
        {config.text === "own" && <OwnTextNote task={config.task} choose={trainOn} />}
        {applies("supervise", config) && <ChoiceSetting field="supervise" />}
        {applies("order", config) && <ChoiceSetting field="order" />}
        {applies("length", config) ? (
          <SliderSetting field="length" base={10} />
        ) : (
          <FixedNumber field="length" value={fixedLength(config)} />
        )}
        <SliderSetting field="units" base={2} />
        <div className={styles.numbers}>
          {NUMBERS.filter((field) => applies(field, config)).map((field) => (
            <NumberSetting key={field} field={field} />
          ))}
        </div>
        <LargeSizes />
      </section>
      <LaneFieldset lane="a" />
      <LaneFieldset lane="b" />
      <section className={styles.group} aria-label="Machine">
        <ChoiceSetting field="backend" />
        {backend && (
          <p className={styles.remark}>
            {machine(backend)} runs{backend.why && ` (${backend.why}${trying})`}.{" "}
            <BackendTimings report={backend} />
          </p>
        )}
      </section>
      <p className={styles.remark}>
        Every setting is in the link.{" "}
        <button type="button" className={styles.tour} onClick={takeTour}>
          Take the tour
        </button>
      </p>
    </div>
  );
}
