import { useStore } from "zustand";
import { WorkerClient } from "../worker/client";
import { Lab } from "./lab";
import type { LabState } from "./lab-state";

/** The page's lab. Its workers start with the first load. */
export const lab = new Lab((events) => new WorkerClient(events));

export function useLab<T>(selector: (state: LabState) => T): T {
  return useStore(lab.store, selector);
}
