import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { WorkerClient } from "../worker/client";
import type { Measurement } from "../worker/protocol";
import { Lab } from "./lab";
import type { LabState } from "./lab-state";

/** The page's one lab. Its workers start with the first load. */
export const lab = new Lab((events) => new WorkerClient(events));

export function useLab<T>(selector: (state: LabState) => T): T {
  return useStore(lab.store, selector);
}

/**
 * What a chart shows: `view` of the history, computed anew at the chart's turn (at most five times a second)
 * and when `dependencies`, which the view closes over, change.
 */
export function useTurn<T>(name: string, view: () => T, dependency?: unknown): T {
  const subscribe = useCallback((draw: () => void) => lab.redraws.subscribe(name, draw), [name]);
  const version = useSyncExternalStore(subscribe, () => lab.redraws.version(name));
  const latest = useRef(view);
  latest.current = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the history, which mutates
  return useMemo(() => latest.current(), [version, dependency]);
}

/** Has something measured for as long as the component is on the page. */
export function useMeasured(measurement: Measurement): void {
  useEffect(() => lab.lookers.begin(measurement), [measurement]);
}
