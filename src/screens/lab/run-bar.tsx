import { leavePresentation, useAppearance } from "../../store/appearance";
import { lab, useLab } from "../../store/use-lab";
import { FileButton } from "../../ui/file-button";
import { CloseIcon, StepIcon } from "../../ui/icons";
import controls from "../../ui/RunControls.module.css";
import { PlayButton, RoundButton } from "../../ui/run-buttons";
import { PresentedCharts } from "./charts/presented-charts";
import { ComingChanges } from "./coming-changes";
import { Fork } from "./fork";
import { HistorySlider } from "./history-slider";
import { PendingChanges } from "./pending-changes";
import { PyTorchMenu } from "./pytorch-menu";
import styles from "./RunBar.module.css";
import { ResetButton } from "./reset-button";
import { RunStatus } from "./run-status";
import { SpeedChoice } from "./speed-choice";
import { exportAllCharts, exportRun, importFile } from "./transfer";

function Transport() {
  const playing = useLab((state) => state.playing);
  const ready = useLab((state) => state.phase === "ready");
  const presenting = useAppearance((state) => state.presenting);
  return (
    <div className={controls.transport}>
      <PlayButton
        playing={playing}
        title={`${playing ? "Pause" : "Play"} (space)`}
        disabled={!ready && !playing}
        onClick={() => lab.toggle()}
      />
      <RoundButton name="Step" title="One step (→)" disabled={!ready} onClick={() => lab.step()}>
        <StepIcon />
      </RoundButton>
      <ResetButton disabled={!ready} />
      {presenting && (
        <RoundButton
          name="Leave presentation"
          title="Leave presentation (Escape)"
          onClick={leavePresentation}
        >
          <CloseIcon />
        </RoundButton>
      )}
    </div>
  );
}

function Files() {
  const ready = useLab((state) => state.phase === "ready");
  return (
    <div className={styles.files}>
      <button type="button" className={controls.text} disabled={!ready} onClick={exportRun}>
        Export run
      </button>
      <PyTorchMenu disabled={!ready} />
      <button
        type="button"
        className={controls.text}
        disabled={!ready}
        title="All charts as one picture of 1920 × 1080"
        onClick={exportAllCharts}
      >
        Save all charts
      </button>
      <FileButton
        label="Import"
        name="File to import"
        accept=".json,application/json,.png,image/png"
        className={controls.text}
        take={importFile}
      />
    </div>
  );
}

/** The bar with transport, speed, status, history and files of the run. */
export function RunBar() {
  const presenting = useAppearance((state) => state.presenting);
  return (
    <section className={`${controls.bar} ${styles.bar}`} aria-label="Run">
      <Transport />
      <SpeedChoice />
      <RunStatus />
      <div className={styles.middle}>
        <PendingChanges />
        <ComingChanges />
        <HistorySlider />
        <Fork />
      </div>
      {presenting ? <PresentedCharts /> : <Files />}
    </section>
  );
}
