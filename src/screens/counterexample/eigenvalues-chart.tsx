import type { PictureLabel } from "../../export/picture-source";
import type { PerLane } from "../../lanes";
import { Figure } from "../../plot/figure";
import { SentenceText } from "../../plot/sentence";
import {
  drawSpectra,
  EIGENVALUES,
  type LaneSpectrum,
  spectraSentence,
  spectraTable,
} from "../lab/charts/eigenvalues";
import { RULE_LOOKS, RULE_NAMES } from "./rule-looks";

/** The eigenvalues of both loops' U. */
export function EigenvaluesChart(props: {
  readonly run: PictureLabel;
  readonly spectra: PerLane<LaneSpectrum>;
}) {
  const shown = { names: RULE_NAMES, looks: RULE_LOOKS, lanes: props.spectra };
  return (
    <Figure
      name={EIGENVALUES}
      summary={<SentenceText sentence={spectraSentence(shown)} />}
      run={{ ...props.run, legend: "marks" }}
      square
      table={spectraTable(shown)}
      overlay={(size) => drawSpectra(shown, size).overlay}
    >
      {(size) => drawSpectra(shown, size).plot}
    </Figure>
  );
}
