import { useEffect, useState } from "react";
import { NotYet } from "../../paper/missing";
import { OnPaper } from "../../paper/on-paper";
import styles from "../Lesson.module.css";
import type { CheckResult } from "../mathematics/verdict-checks";
import { VERDICTS } from "../mathematics/verdicts";
import { type Observation, Prediction } from "../prediction";
import { References } from "../references";
import { SaidText } from "../said";
import table from "../Verdicts.module.css";
import type { Chapter } from "./chapter";

/** Runs the checks one by one, yielding to the page in between, and returns the results so far. */
function useChecks(): readonly CheckResult[] {
  const [made, setMade] = useState<readonly CheckResult[]>([]);
  useEffect(() => {
    const next = VERDICTS[made.length];
    if (!next) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const check = await next.check();
      if (!stale) setMade((before) => [...before, check]);
    }, 30);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [made]);
  return made;
}

type Share = "most" | "half" | "few";
/** Number of statements that are true as printed. */
const RIGHT = VERDICTS.filter(({ asPrinted }) => asPrinted).length;

function predictShare(): Observation<Share> {
  const share = RIGHT / VERDICTS.length;
  return {
    answer: share > 0.66 ? "most" : share > 0.33 ? "half" : "few",
    explanation: `${RIGHT} of ${VERDICTS.length} stand${RIGHT === 1 ? "s" : ""} as printed. Nearly all the others come right with a word more: “for normal W”, “where σ′ = 1”, “for skew B”. The idea of the lecture survives all of it.`,
  };
}

function Body() {
  const checks = useChecks();
  const borneOut = checks.filter(({ holds }) => holds).length;
  return (
    <>
      {checks.length < VERDICTS.length && <NotYet />}
      <div className={styles.words}>
        <p>
          Every statement of the lecture that this lesson leans on, what is true of it, and a check that was
          made on this page just now, in float64.
        </p>
        <p role="status" aria-label="Checks" className={styles.note}>
          {checks.length < VERDICTS.length
            ? `${checks.length} of ${VERDICTS.length} checks made …`
            : `${VERDICTS.length} checks made, ${borneOut} of them bear the verdict out.`}
        </p>
      </div>
      <div className={styles.wide}>
        <table className={table.verdicts} aria-label="What the lecture says and what is true">
          <thead>
            <tr>
              <th scope="col">The lecture</th>
              <th scope="col">What is true</th>
              <th scope="col">Checked here, now</th>
            </tr>
          </thead>
          <tbody>
            {VERDICTS.map(({ id, deck, truth }, i) => (
              <tr key={id}>
                <th scope="row">
                  <SaidText said={deck} />
                </th>
                <td>
                  <SaidText said={truth} />
                </td>
                <td className={table.check}>
                  {checks[i] ? (
                    <>
                      <span className={checks[i].holds ? table.holds : table.fails}>
                        {checks[i].holds ? "✓" : "✗"}
                        <span className={table.hidden}>
                          {checks[i].holds ? " borne out: " : " not borne out: "}
                        </span>
                      </span>{" "}
                      <SaidText said={checks[i].found} />
                    </>
                  ) : (
                    <>
                      <span data-paper="none">…</span>
                      <OnPaper>not checked yet</OnPaper>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Prediction<Share>
        question="Of all these statements, how many stand exactly as the lecture prints them?"
        options={[
          { value: "most", label: "Most" },
          { value: "half", label: "About half" },
          { value: "few", label: "Few" },
        ]}
        observe={predictShare}
      />
      <References />
    </>
  );
}

export const verdicts: Chapter = {
  id: "verdicts",
  title: "What the lecture says and what is true",
  Body,
};
