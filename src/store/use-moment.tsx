import {
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Measurement } from "../worker/protocol";
import type { News, ShownMoment } from "./showing";
import { lab, useLab } from "./use-lab";

const MomentContext = createContext<ShownMoment>(lab.showing.current);

/**
 * Provides one moment to all its children: React renders them in slices, without blocking input, and paints them
 * together. The next moment waits until this one is painted.
 */
export function MomentProvider({ children }: { readonly children: ReactNode }) {
  const [moment, setMoment] = useState(lab.showing.current);
  const painting = useRef(false);
  useEffect(() => {
    painting.current = false;
    const paint = () => {
      if (painting.current) return;
      painting.current = true;
      startTransition(() => setMoment(lab.showing.current));
    };
    // A newer moment may have arrived while this one was painted.
    if (lab.showing.current !== moment) paint();
    return lab.showing.subscribe(paint);
  }, [moment]);
  return <MomentContext value={moment}>{children}</MomentContext>;
}

/** The moment that the page shows. */
export const useMoment = (): ShownMoment => useContext(MomentContext);

/**
 * The data that a chart draws: `view` of the moment and the history, recomputed for each moment, when there is new data
 * of the kinds in `needs`, and when `dependency`, which the view closes over, changes.
 */
export function useMomentView<T>(
  view: (moment: ShownMoment) => T,
  needs: readonly News[],
  dependency?: unknown,
): T {
  const moment = useMoment();
  const { run, step, live, news } = moment;
  // Lanes are named after their settings.
  const applied = useLab((state) => state.applied);
  const version = needs.map((kind) => news[kind]).join();
  const latest = useRef(view);
  latest.current = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the history, which mutates
  return useMemo(() => latest.current(moment), [run, step, live, version, applied, dependency]);
}

/** Requests these measurements while the component is mounted. */
export function useMeasurements(measurements: readonly Measurement[]): void {
  useEffect(() => {
    const releases = measurements.map((measurement) => lab.demand.begin(measurement));
    return () => {
      for (const release of releases) release();
    };
  }, [measurements]);
}
