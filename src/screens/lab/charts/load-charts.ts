import { loadPart } from "../../../load-part";
import { renewPageFiles } from "../../../page-files";
import { usePresented } from "../../../store/presented";

const fetchCharts = () =>
  loadPart(() => import("./charts-grid"), renewPageFiles).then(({ ChartsGrid, LISTED }) => {
    usePresented.setState({ charts: LISTED });
    return ChartsGrid;
  });

/** Resolves after the first paint: the charts' code is large, and there is nothing to draw before the networks exist. */
const afterPaint = new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
let first: ReturnType<typeof fetchCharts> | undefined = afterPaint.then(fetchCharts);
// A failure is reported by the component that shows the charts.
first.catch(() => {});

/** Loads the charts. Their code is preloaded and runs after the first paint; after a failure it is fetched again. */
export function loadCharts(): ReturnType<typeof fetchCharts> {
  const loading = first ?? fetchCharts();
  first = undefined;
  return loading;
}
