import { lazy } from "react";
import { useAppearance } from "../../store/appearance";
import { useLab } from "../../store/use-lab";
import { MomentProvider } from "../../store/use-moment";
import { Keys } from "../../ui/keys";
import { Words } from "../../ui/words";
import { EMBEDDED } from "../embed/load";
import { Fetched } from "../fetched";
import { LabFacts } from "../paper/lab-facts";
import { OnPaper } from "../paper/on-paper";
import { loadCharts } from "./charts/load-charts";
import { Film } from "./film/film-part";
import styles from "./Lab.module.css";
import { LearningRate } from "./learning-rate";
import { Notices } from "./notices";
import { PresentTools } from "./present-tools";
import { PresetChoice } from "./preset-choice";
import remarks from "./Remarks.module.css";
import { RuleRemark } from "./rule-remark";
import { RunBar } from "./run-bar";
import { SameStart } from "./same-start";
import { SavedRunOffer } from "./saved-run-offer";
import { LISTED_KEYS, useShortcuts } from "./shortcuts";
import { Sidebar } from "./sidebar";
import { Starting } from "./starting";
import { takeTour } from "./tour/take-tour";
import { UpdateRule } from "./update-rule";
import { whatToSee } from "./what-to-see";

const FaultMenu = import.meta.env.DEV ? lazy(() => import("./fault-menu")) : null;

/** What the run demonstrates, above the charts, and the tour. */
function WhatToSee() {
  return (
    <div id="what-to-see" className={remarks.see}>
      <p>
        <Words>{whatToSee(useLab((state) => state.config))}</Words>
      </p>
      <button type="button" className={remarks.tour} onClick={takeTour}>
        Take the tour
      </button>
    </div>
  );
}

/** The screen on which two networks train. Everything it shows of them belongs to one moment. */
export function Lab() {
  return (
    <MomentProvider>
      <LabScreen />
    </MomentProvider>
  );
}

function LabScreen() {
  useShortcuts();
  const embedded = useAppearance((state) => state.embedded);
  const presenting = useAppearance((state) => state.presenting);
  const drawable = useLab((state) => state.measured && state.phase !== "failed");
  return (
    <main className={embedded ? styles.embedded : styles.lab}>
      <h1 className={styles.title}>Unitary RNN Lab</h1>
      {FaultMenu && !embedded && <FaultMenu />}
      {!embedded && (
        <>
          <RunBar />
          <section className={styles.large} aria-label="Main controls">
            <UpdateRule />
            {!presenting && <RuleRemark />}
            <LearningRate />
            {!presenting && <SameStart />}
          </section>
          {!presenting && (
            <div className={styles.settings}>
              <div id="presets" className={styles.preset} data-paper="none">
                <PresetChoice framed />
              </div>
              <section className={styles.sidebar} aria-label="Settings">
                <Sidebar />
              </section>
            </div>
          )}
        </>
      )}
      {embedded && <Fetched {...EMBEDDED} />}
      <Keys shortcuts={LISTED_KEYS} />
      <Film />
      <div className={styles.charts}>
        <OnPaper>
          <LabFacts />
        </OnPaper>
        {!embedded && !presenting && <WhatToSee />}
        {!embedded && <SavedRunOffer />}
        <Notices lanes={!embedded} />
        {drawable ? <Fetched name="The charts" load={loadCharts} waiting={<Starting />} /> : <Starting />}
      </div>
      {presenting && !embedded && <PresentTools />}
    </main>
  );
}
