import { create } from "zustand";

/** A chart as listed by the controls of Present. */
interface ListedChart {
  readonly id: string;
  readonly short: string;
}

interface Presented {
  /** The charts in the order of the page; empty until their code is loaded. */
  readonly charts: readonly ListedChart[];
  /** Ids of the charts that *Present* shows, the last chosen at the end; null shows the first ones. */
  readonly chosen: readonly string[] | null;
}

/** Largest number of charts presented at a time. */
const MAX_PRESENTED = 2;

export const usePresented = create<Presented>(() => ({ charts: [], chosen: null }));

function shownOf({ charts, chosen }: Presented): readonly string[] {
  const known = chosen?.filter((id) => charts.some((chart) => chart.id === id)) ?? [];
  return known.length > 0 ? known : charts.slice(0, MAX_PRESENTED).map(({ id }) => id);
}

export const isPresented = (presented: Presented, id: string): boolean => shownOf(presented).includes(id);

/** Presents a chart beside the one chosen before; a chart that is already presented is then shown alone. */
export function presentChart(id: string): void {
  usePresented.setState((state) => ({
    chosen: isPresented(state, id) ? [id] : [...shownOf(state), id].slice(-MAX_PRESENTED),
  }));
}

/** The ids of the charts that are presented, if they were chosen. */
export const chosenCharts = (): readonly string[] => usePresented.getState().chosen ?? [];

/** Presents these charts; those that the page does not have are passed over, and none leaves the choice to the page. */
export const presentCharts = (ids: readonly string[]): void =>
  usePresented.setState({ chosen: ids.length > 0 ? ids.slice(0, MAX_PRESENTED) : null });

/** Presents the chart of this number, counted from 1; does nothing if there is no such chart. */
export function presentNumber(number: number): void {
  const chart = usePresented.getState().charts[number - 1];
  if (chart) presentChart(chart.id);
}
