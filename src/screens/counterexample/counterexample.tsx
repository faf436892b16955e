import { type JSX, useMemo } from "react";
import { hashOf } from "../../address/hash";
import { type FigureId, figuresAmong } from "../../address/keys";
import type { PictureLabel } from "../../export/picture-source";
import { LANE_KEYS, type LaneKey } from "../../lanes";
import type { Matrix } from "../../math/arrays";
import { formatCount, formatNumber } from "../../math/number-format";
import { spectrum } from "../../math/spectrum";
import { useAppearance } from "../../store/appearance";
import { iterations, objection } from "../../training/counterexample";
import { Keys } from "../../ui/keys";
import { type Fact, PaperFacts } from "../../ui/paper-facts";
import { ESCAPE_KEY } from "../../ui/shortcuts";
import { Words } from "../../ui/words";
import embed from "../embed/Figures.module.css";
import { type ProgramSettings, writeAddress, writeMatrix } from "./address";
import styles from "./Counterexample.module.css";
import { CircleChart } from "./circle-chart";
import { Controls, formatRate, Notes } from "./controls";
import { DriftChart } from "./drift-chart";
import { EigenvaluesChart } from "./eigenvalues-chart";
import { LengthChart } from "./length-chart";
import { MatrixChoice, MatrixEntries, startText } from "./matrix-editor";
import { Norms } from "./norms";
import { Program } from "./program";
import { RULE_LOOKS, RULE_NAMES } from "./rule-looks";
import { useShortcuts } from "./shortcuts";
import { startMatrix } from "./start-matrices";
import { Statements } from "./statements";
import { Transport } from "./transport";
import { expIsStill, programIsStill, programLoop, useExperiment } from "./use-experiment";
import { useExperimentRunner } from "./use-experiment-runner";
import { slideVector } from "./vectors";

/** The slide's program, running: a loop that ends when its matrix is no longer unitary. */
export function Counterexample(): JSX.Element {
  const [experiment, act] = useExperiment();
  const shortcuts = useShortcuts(experiment, act);
  const { presenting, embedded, figures } = useAppearance();
  useExperimentRunner(experiment, act);
  const { settings, loops, refusals } = experiment;
  const u0 = useMemo(() => startMatrix(settings.start), [settings.start]);
  const loop = programLoop(experiment);
  const { u } = loop;
  const spectra = useMemo(() => ({ a: withoutTrail(loops.naive.u), b: withoutTrail(loops.exp.u) }), [loops]);
  const lane: LaneKey = settings.rule === "naive" ? "a" : "b";
  const still = expIsStill(experiment);
  const v = slideVector(u.n);
  const run = runLabel(settings, iterations(loop));
  const change = (part: Partial<ProgramSettings>) => act({ type: "set", change: part });

  const shown: Readonly<Record<FigureId<"counterexample">, JSX.Element>> = {
    program: <Program experiment={experiment} u0={u0} />,
    drift: <DriftChart run={run} naive={loops.naive} exp={loops.exp} still={still} />,
    eigenvalues: <EigenvaluesChart run={run} spectra={spectra} />,
    image:
      u.n === 2 ? (
        <CircleChart run={run} lane={lane} u={u} v={v} still={programIsStill(experiment)} />
      ) : (
        <LengthChart run={run} lane={lane} u={u} v={v} still={programIsStill(experiment)} />
      ),
    norms: <Norms u={u} v={v} spectralNorm={spectra[lane].singularMax} />,
  };
  const sentences = refusals.length > 0 && (
    <ul role="alert" className={styles.refusals}>
      {refusals.map((sentence) => (
        <li key={sentence}>
          <Words>{sentence}</Words>
        </li>
      ))}
    </ul>
  );
  const asked = figuresAmong("counterexample", figures);
  if (asked.length > 0) {
    return (
      <main>
        <div className={embed.sentences}>{sentences}</div>
        <div className={embed.figures}>
          {asked.map((id) => (
            <div key={id} className={embed.figure}>
              {shown[id]}
            </div>
          ))}
        </div>
        <Keys shortcuts={shortcuts} />
      </main>
    );
  }
  return (
    <main className={styles.screen}>
      {!embedded && <Transport experiment={experiment} act={act} />}
      <Keys shortcuts={[...shortcuts, ESCAPE_KEY]} />
      {sentences}
      <PaperFacts
        name="The program"
        groups={[{ name: "Settings of the program", facts: facts(settings, iterations(loop)) }]}
        more={[["The starting matrix", unitarityText(u0)]]}
      />
      <div className={styles.body} data-paper="row">
        {!embedded && (
          <aside className={styles.sidebar} aria-label="Settings of the program">
            <div className={styles.controls}>
              <Controls settings={settings} onChange={change} />
              <MatrixChoice start={settings.start} u0={u0} onChange={(start) => change({ start })} />
            </div>
            <div className={styles.details}>
              <MatrixEntries start={settings.start} u0={u0} onChange={(start) => change({ start })} />
              <div className={styles.notes}>
                <Notes settings={settings} exp={loops.exp} still={still} />
                <p>
                  <Words>{unitarityText(u0)}</Words>
                </p>
              </div>
            </div>
          </aside>
        )}
        <div className={`${styles.cell} ${styles.program}`}>{shown.program}</div>
        <div className={`${styles.cell} ${styles.drift}`}>{shown.drift}</div>
        <div className={styles.lower} data-paper="row">
          <div className={styles.cell}>{shown.eigenvalues}</div>
          <div className={styles.cell}>{shown.image}</div>
          <div className={styles.cell}>{shown.norms}</div>
        </div>
      </div>
      {!presenting && !embedded && <Statements settings={settings} u0={u0} done={iterations(loop)} />}
    </main>
  );
}

/** Returns the spectrum of a matrix without a trail of earlier ones. */
const withoutTrail = (u: Matrix) => ({ ...spectrum(u), trail: [] });

/** Returns the sentence on whether `is_unitary` accepts the starting matrix. */
function unitarityText(u0: Matrix): string {
  const miss = objection(u0);
  if (miss === null) return "allclose accepts UU* = I.";
  return `Not unitary: UU* differs from I by ${formatNumber(miss.difference)} at row ${miss.row + 1}, column ${miss.column + 1}, where allclose allows ${formatNumber(miss.allowed)}. The program’s answer is 0 iterations.`;
}

function facts({ start, rate, rule, direction }: ProgramSettings, done: number): readonly Fact[] {
  return [
    ["Starting matrix U", startText(start)],
    ["Update rule", RULE_NAMES[rule === "naive" ? "a" : "b"]],
    ["Learning rate", formatRate(rate)],
    ["Direction G", direction],
    ["Shown", `iteration ${formatCount(done)}`],
  ];
}

function runLabel(settings: ProgramSettings, step: number): PictureLabel {
  const { start, rate, rule, direction } = settings;
  const matrix = start.kind === "random" ? `random orthogonal (seed ${start.seed})` : writeMatrix(start);
  return {
    series: LANE_KEYS.map((lane) => ({ ...RULE_LOOKS[lane], name: RULE_NAMES[lane] })),
    preset: "counterexample",
    step,
    parameters: `matrix ${matrix} · learning rate ${formatRate(rate)} · rule ${rule} · G ${direction} · iteration ${step}`,
    configJson: JSON.stringify({
      address: hashOf("counterexample", writeAddress(settings)),
      counterexample: settings,
      iteration: step,
    }),
  };
}
