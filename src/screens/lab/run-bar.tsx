import { useState } from "react";
import { leavePresentation, useAppearance } from "../../store/appearance";
import { lab, useLab } from "../../store/use-lab";
import { FileButton } from "../../ui/file-button";
import { CloseIcon, StepIcon } from "../../ui/icons";
import controls from "../../ui/RunControls.module.css";
import { MoreButton, moreState, PlayButton, RoundButton } from "../../ui/run-buttons";
import { PresentedCharts } from "./charts/presented-charts";
import { ComingChanges } from "./coming-changes";
import { ALL_CHARTS, openFilm } from "./film/film";
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
      <button
        type="button"
        className={controls.text}
        disabled={!ready}
        title="The run as a film: MP4, WebM or animated GIF"
        onClick={() => openFilm(ALL_CHARTS)}
      >
        Save film
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

/** The bar with transport, speed, status, history and files of the run; in small windows most of it is behind *More*. */
export function RunBar() {
  const presenting = useAppearance((state) => state.presenting);
  const [more, setMore] = useState(false);
  return (
    <section
      className={`${controls.bar} ${styles.bar}`}
      aria-label="Run"
      {...(presenting ? {} : moreState(more))}
    >
      <Transport />
      <SpeedChoice />
      <RunStatus />
      {!presenting && <MoreButton open={more} onChange={setMore} />}
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
