import { usePresented } from "./presented";

const fetchCharts = () =>
  import("./charts-grid").then(({ ChartsGrid, LISTED }) => {
    usePresented.setState({ charts: LISTED });
    return ChartsGrid;
  });

/** After the shell has been painted: the charts' code is large, and until the networks are made there is nothing to draw. */
const afterPaint = new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
let first: ReturnType<typeof fetchCharts> | undefined = afterPaint.then(fetchCharts);
// Whoever shows the charts hears of a failure.
first.catch(() => {});

/** The charts, whose code is fetched beside the page’s own and run once the page is there; again if that had failed. */
export function loadCharts(): ReturnType<typeof fetchCharts> {
  const loading = first ?? fetchCharts();
  first = undefined;
  return loading;
}
