import { create } from "zustand";

/** A chart as the controls of Present know it; its code comes after the page's first paint. */
interface ListedChart {
  readonly id: string;
  readonly short: string;
}

interface Presented {
  /** The charts in the order of the page; empty until their code is there. */
  readonly charts: readonly ListedChart[];
  /** Those that *Present* shows, the one that was chosen last at the end; the first ones if nothing was chosen. */
  readonly chosen: readonly string[] | null;
}

/** Most charts on the wall at a time. */
const MAX_PRESENTED = 2;

export const usePresented = create<Presented>(() => ({ charts: [], chosen: null }));

const shownOf = ({ charts, chosen }: Presented) =>
  chosen ?? charts.slice(0, MAX_PRESENTED).map(({ id }) => id);

export const isPresented = (presented: Presented, id: string): boolean => shownOf(presented).includes(id);

/** Puts a chart on the wall, beside the one that was chosen before; a chart that is there already stays there alone. */
export function presentChart(id: string): void {
  usePresented.setState((state) => ({
    chosen: isPresented(state, id) ? [id] : [...shownOf(state), id].slice(-MAX_PRESENTED),
  }));
}

/** Puts the chart of this number on the wall, counted from 1; a number that no chart has does nothing. */
export function presentNumber(number: number): void {
  const chart = usePresented.getState().charts[number - 1];
  if (chart) presentChart(chart.id);
}
