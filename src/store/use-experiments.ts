import { useStore } from "zustand";
import { ExperimentPool } from "../worker/experiment-pool";
import { dataNow, ownTextTrouble } from "./data-now";
import { IndexedArchive } from "./experiment-archive";
import { Experiments, type ExperimentsState } from "./experiments";

export const archive = new IndexedArchive();

/** The page's plan. It continues while another screen is shown. */
export const experiments = new Experiments((events) => new ExperimentPool(events), archive, {
  dataNow,
  textTrouble: ownTextTrouble,
});

export const useExperiments = <T>(select: (state: ExperimentsState) => T): T =>
  useStore(experiments.store, select);
