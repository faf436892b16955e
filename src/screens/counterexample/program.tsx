import { useLayoutEffect, useRef, useState } from "react";
import type { Matrix } from "../../math/arrays";
import { formatCount, formatNumber } from "../../math/number-format";
import { iterations } from "../../training/counterexample";
import { copyText } from "../../ui/copy-text";
import { Words } from "../../ui/words";
import { listing, type ProgramMoment, printedLine, shortEntry } from "./listing";
import styles from "./Program.module.css";
import { type Experiment, isOver, programIsStill, programLoop } from "./use-experiment";

/** The program with its present line highlighted, and its output. */
export function Program({ experiment, u0 }: { experiment: Experiment; u0: Matrix }) {
  const [copied, setCopied] = useState<"yes" | "no" | null>(null);
  const { settings } = experiment;
  const now = moment(experiment);
  const code = useRef<HTMLPreElement>(null);
  const begun = iterations(programLoop(experiment)) > 0;
  // If the program is taller than its box, the present line is scrolled into view.
  useLayoutEffect(() => {
    const box = code.current;
    const line = box?.querySelector<HTMLElement>(`[data-current="${now}"]`);
    if (box && line) box.scrollTop = begun ? line.offsetTop - box.clientHeight / 2 : 0;
  }, [now, begun]);
  const copy = async () => {
    const exact = listing(settings, u0, String).map(({ code }) => code);
    setCopied((await copyText(`${exact.join("\n")}\n`)) ? "yes" : "no");
  };
  const lines = listing(settings, u0, shortEntry);
  return (
    <section className={styles.program} aria-label="The program">
      <header className={styles.head}>
        <h2>main.py</h2>
        <button type="button" className={styles.copy} onClick={copy}>
          Copy program
        </button>
      </header>
      <p className={styles.sentence} role={copied === null ? undefined : "status"}>
        {copied === "yes" && "Copied, with every digit of U."}
        {copied === "no" && "This browser did not allow copying. Select the lines instead."}
        {copied === null &&
          (settings.rule === "naive"
            ? "The program of the lecture (slides by H. Chu, 2024), with your numbers in it."
            : "The loop of the lecture (slides by H. Chu, 2024), but along the tangent part of G, which keeps U orthogonal.")}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre ref={code} className={styles.code} tabIndex={0}>
        {lines.map(({ code, moment }, i) => (
          <span
            key={i}
            className={moment === now ? styles.current : undefined}
            data-current={moment === now ? now : undefined}
            aria-current={moment === now ? "step" : undefined}
          >
            {statementsOf(code).map((statement, k) => (
              <span key={k} className={styles.statement}>
                {statement}
              </span>
            ))}
            {"\n"}
          </span>
        ))}
      </pre>
      <section aria-label="Output">
        <h3 className={styles.outputName}>Output</h3>
        <Output experiment={experiment} />
      </section>
    </section>
  );
}

/** The statements of a line, between which it is broken on a wall that is too narrow for it. */
const statementsOf = (code: string): readonly string[] => code.split(/(?<=; )/);

function moment(experiment: Experiment): ProgramMoment {
  if (programLoop(experiment).stoppedAfter !== null) return "print";
  return iterations(programLoop(experiment)) === 0 || isOver(experiment) ? "test" : "body";
}

function Output({ experiment }: { experiment: Experiment }) {
  const loop = programLoop(experiment);
  const done = iterations(loop);
  if (loop.stoppedAfter !== null) {
    return (
      <p className={styles.output} translate="no">
        {printedLine(loop.stoppedAfter)}
      </p>
    );
  }
  const drift = formatNumber(loop.drifts[done]);
  return (
    <p className={`${styles.output} ${styles.silent}`}>
      <Words>
        {isOver(experiment)
          ? `Nothing printed: still unitary after ${formatCount(done)} iterations, drift ${drift}${
              programIsStill(experiment) ? "; U did not move, as A = 0" : ""
            }. The loop would never end; the page stops it here.`
          : "Nothing printed yet."}
      </Words>
    </p>
  );
}
