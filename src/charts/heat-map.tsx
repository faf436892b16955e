import { memo, type ReactNode, useMemo } from "react";
import { decimateRows, type TableRow } from "./data-table";
import { Figure } from "./figure";
import { GRADIENT_FIGURE } from "./gradient-through-time";
import { heatLayout } from "./heat-layout";
import { HeatPlot } from "./heat-plot";
import { HeatReader } from "./heat-reader";
import { heatDomain, heatRows } from "./heat-scale";
import { heatSummary } from "./heat-summary";
import { LANES } from "./lanes";
import type { HeatMapProps } from "./props";
import { SentenceText } from "./sentence";
import { stepEnd } from "./step-axis";
import { useSteadyDomain } from "./use-steady-domain";

/** log₁₀ ‖∂L/∂h_t‖ as colour over the steps of the run and t: memory appearing. */
export const HeatMap = memo(function HeatMap(props: HeatMapProps & { readonly toolbar?: ReactNode }) {
  const { run, view, lanes } = props;
  const domain = useSteadyDomain(useMemo(() => heatDomain(lanes), [lanes]));
  const rows = heatRows(lanes);
  const end = stepEnd(
    Math.max(run.step, lanes.a.at(-1)?.step ?? 0, lanes.b.at(-1)?.step ?? 0),
    run.length ?? 0,
  );
  const times = Array.from({ length: rows }, (_, t) => t);
  const symbol = view === "last" ? "‖∂L_T/∂h_t‖" : "‖∂L/∂h_t‖";
  return (
    <Figure
      name={GRADIENT_FIGURE}
      summary={<SentenceText sentence={heatSummary(props)} />}
      run={{ ...run, legend: false }}
      toolbar={props.toolbar}
      table={{
        ...heatTable(props, symbol, decimateRows(times, MOST_TIMES)),
        csv: () => {
          const { columns, rows } = heatTable(props, symbol, times);
          return { columns, rows: rows() };
        },
      }}
      overlay={(size) => {
        const { panels } = heatLayout(size, rows - 1, end, domain);
        return LANES.map(({ key }, i) => (
          <HeatReader
            key={key}
            chart={GRADIENT_FIGURE}
            lane={key}
            name={run.lanes[key]}
            place={panels[i]}
            snapshots={lanes[key]}
            rows={rows}
            end={end}
          />
        ));
      }}
    >
      {(size) => (
        <HeatPlot
          size={size}
          layout={heatLayout(size, rows - 1, end, domain)}
          lanes={lanes}
          names={run.lanes}
          domain={domain}
          rows={rows}
          end={end}
          symbol={symbol}
        />
      )}
    </Figure>
  );
});

/** Most time steps that the table on the page has columns for. */
const MOST_TIMES = 12;

const heatTable = ({ run, lanes }: HeatMapProps, symbol: string, times: readonly number[]) => ({
  columns: ["lane", "step", ...times.map((t) => `${symbol}, t = ${t}`)],
  rows: (): TableRow[] =>
    LANES.flatMap(({ key }) =>
      lanes[key].map(({ step, norms }) => [run.lanes[key], step, ...times.map((t) => norms[t] ?? "")]),
    ),
});
