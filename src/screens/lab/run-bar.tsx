import { useRef } from "react";
import { leavePresentation, useAppearance } from "../../store/appearance";
import { lab, useLab } from "../../store/use-lab";
import { CloseIcon, PauseIcon, PlayIcon, ResetIcon, StepIcon } from "../../ui/icons";
import controls from "../../ui/RunControls.module.css";
import { HistorySlider } from "./history-slider";
import { PendingChanges } from "./pending-changes";
import styles from "./RunBar.module.css";
import { RunStatus } from "./run-status";
import { exportPyTorch, exportRun, exportWholeBoard, importFile } from "./transfer";
import { WallCharts } from "./wall-charts";

function Transport() {
  const playing = useLab((state) => state.playing);
  const ready = useLab((state) => state.phase === "ready");
  const presenting = useAppearance((state) => state.presenting);
  return (
    <div className={controls.transport}>
      <button
        type="button"
        className={controls.play}
        aria-label={playing ? "Pause" : "Play"}
        title={`${playing ? "Pause" : "Play"} (space)`}
        disabled={!ready && !playing}
        onClick={() => lab.toggle()}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button
        type="button"
        className={controls.round}
        aria-label="Step"
        title="One step (→)"
        disabled={!ready}
        onClick={() => lab.step()}
      >
        <StepIcon />
      </button>
      <button
        type="button"
        className={controls.round}
        aria-label="Reset"
        title="The same initial weights again (R)"
        disabled={!ready}
        onClick={() => lab.reset()}
      >
        <ResetIcon />
      </button>
      {presenting && (
        <button
          type="button"
          className={controls.round}
          aria-label="Leave presentation"
          title="Leave presentation (Escape)"
          onClick={leavePresentation}
        >
          <CloseIcon />
        </button>
      )}
    </div>
  );
}

function Files() {
  const picker = useRef<HTMLInputElement>(null);
  const ready = useLab((state) => state.phase === "ready");
  return (
    <div className={styles.files}>
      <button type="button" className={controls.text} disabled={!ready} onClick={exportRun}>
        Export run
      </button>
      <button
        type="button"
        className={controls.text}
        aria-label="PyTorch program"
        title="The same two networks as a program for PyTorch"
        disabled={!ready}
        onClick={exportPyTorch}
      >
        PyTorch
      </button>
      <button
        type="button"
        className={controls.text}
        disabled={!ready}
        aria-label="Export board"
        title="All charts as one picture of 1920 × 1080"
        onClick={exportWholeBoard}
      >
        Board
      </button>
      <button type="button" className={controls.text} onClick={() => picker.current?.click()}>
        Import
      </button>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".json,application/json,.png,image/png"
        aria-label="File to import"
        onChange={(event) => {
          const input = event.currentTarget;
          const file = input.files?.[0];
          // Emptied, so that the same file can be chosen again.
          if (!file) return;
          importFile(file).finally(() => {
            input.value = "";
          });
        }}
      />
    </div>
  );
}

/** What runs, how far it is, and the buttons that move it. */
export function RunBar() {
  const presenting = useAppearance((state) => state.presenting);
  return (
    <section className={`${controls.bar} ${styles.bar}`} aria-label="Run">
      <Transport />
      <RunStatus />
      <div className={styles.middle}>
        <PendingChanges />
        <HistorySlider />
      </div>
      {presenting ? <WallCharts /> : <Files />}
    </section>
  );
}
