import { memo, useMemo } from "react";
import type { TableRow } from "./data-table";
import { EigenvaluePlane } from "./eigenvalue-plane";
import { EigenvalueReader } from "./eigenvalue-reader";
import { Figure } from "./figure";
import { LANES } from "./lanes";
import type { EigenvaluesProps } from "./props";
import { SentenceText } from "./sentence";
import { eigenvaluesSummary } from "./summaries";

function spectrumRows({ run, lanes }: EigenvaluesProps): TableRow[] {
  return LANES.flatMap(({ key }) => {
    const spectrum = lanes[key];
    if (!spectrum) return [];
    const { re, im } = spectrum;
    return Array.from(re, (_, k) => [run.lanes[key], re[k], im[k], Math.hypot(re[k], im[k])]);
  });
}

/** The spectrum of each lane's W in the complex plane, about the unit circle. */
export const Eigenvalues = memo(function Eigenvalues(props: EigenvaluesProps) {
  const run = useMemo(() => ({ ...props.run, legend: "marks" as const }), [props.run]);
  return (
    <Figure
      name="Eigenvalues"
      summary={<SentenceText sentence={eigenvaluesSummary(props)} looks={props.run.looks} />}
      run={run}
      square
      overlay={(size) => (
        <EigenvalueReader size={size} lanes={props.lanes} names={props.run.lanes} looks={props.run.looks} />
      )}
      table={{ columns: ["lane", "Re λ", "Im λ", "|λ|"], rows: () => spectrumRows(props) }}
    >
      {(size) => (
        <EigenvaluePlane size={size} lanes={props.lanes} names={props.run.lanes} looks={props.run.looks} />
      )}
    </Figure>
  );
});
