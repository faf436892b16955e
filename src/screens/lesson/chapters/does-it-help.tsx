import { useEffect, useState } from "react";
import { presetConfig } from "../../../config/presets";
import { constraint } from "../../../config/presets/constraint";
import { lesson } from "../../../config/presets/measured.json";
import { nextWord } from "../../../config/presets/next-word";
import { orthogonalStart } from "../../../config/presets/orthogonal-start";
import { remember } from "../../../config/presets/remember";
import { formatNumber } from "../../../math/number-format";
import { NotYet } from "../../paper/missing";
import { Control } from "../control";
import { FigureControls } from "../figure-controls";
import { AccuracyFigure } from "../figures/accuracy-figure";
import { LinearMemoryFigure, type LinearMemoryRuns } from "../figures/linear-memory-figure";
import styles from "../Lesson.module.css";
import { labLink } from "../lab-link";
import { betterAsPrinted, DECK_ACCURACY, DECK_LENGTHS } from "../mathematics/deck-accuracy";
import {
  linearMemory,
  orthogonalStart as orthogonalMatrix,
  plainStart,
  train,
} from "../mathematics/linear-memory";
import { MeasuredTable, QUICK, useMeasured } from "../measured";
import { MeasuredFindings } from "../measured-findings";
import { Phrase } from "../phrase";
import { type Observation, Prediction } from "../prediction";
import type { Chapter } from "./chapter";

const STEPS = 20;
const UPDATES = 120;
const RATES = { min: 1e-3, max: 1 };
const LARGE = 0.3;

const { words, byAdam } = lesson;
const shareOf = (count: number, of: number) => (count === of ? `all ${of}` : `${count} of ${of}`);

/** Trains the linear network in three ways. */
async function runs(rate: number): Promise<LinearMemoryRuns> {
  const task = linearMemory(STEPS);
  return {
    plain: await train("none", plainStart(), task, rate, UPDATES),
    naive: await train("euclidean", orthogonalMatrix(), task, rate, UPDATES),
    exp: await train("riemannian", orthogonalMatrix(), task, rate, UPDATES),
  };
}

function useLinearMemory(rate: number): LinearMemoryRuns | undefined {
  const [found, setFound] = useState<LinearMemoryRuns>();
  useEffect(() => {
    let stale = false;
    runs(rate).then((next) => {
      if (!stale) setFound(next);
    });
    return () => {
      stale = true;
    };
  }, [rate]);
  return found;
}

type End = "exp-learns" | "exp-bounded" | "both";

async function predictLarge(): Promise<Observation<End>> {
  const { naive, exp } = await runs(LARGE);
  const lost = naive.length <= UPDATES;
  const [start, end] = [exp[0], exp[exp.length - 1]];
  return {
    answer: !lost ? "both" : end < start / 2 ? "exp-learns" : "exp-bounded",
    explanation: (
      <>
        The naive W{" "}
        {lost ? `explodes at update ${naive.length - 1}` : `ends at ${formatNumber(naive[naive.length - 1])}`}
        ; exp goes from {formatNumber(start)} to {formatNumber(end)}, and never above 2, since W and with it W
        <sup>{STEPS}</sup> stay orthogonal. That is what the constraint buys: not a better step, but no
        explosion.
      </>
    ),
  };
}

function Body() {
  const [rate, setRate] = useState(0.01);
  const found = useLinearMemory(rate);
  const { measured, loaded } = useMeasured();
  const [quick] = useMeasured(QUICK).measured;
  const winners = new Set(betterAsPrinted());
  const gaps = DECK_LENGTHS.map((_, i) => DECK_ACCURACY.RNN[i] - DECK_ACCURACY.uRNN[i]);
  return (
    <>
      <div className={styles.row}>
        <div className={styles.words}>
          <p>
            The lecture ends with a table: how often a network predicts the next word, given 100, 200 and 400
            words. It is shown here as printed.{" "}
            {winners.size === 1 && winners.has("RNN")
              ? `As printed the unitary network is the worse one at every length, by ${gaps.map((gap) => formatNumber(gap)).join(", ")} points; or the labels are swapped.`
              : "As printed neither network is better at every length."}
          </p>
          <p>
            One table without seeds, a baseline or held-out text decides nothing
            {measured.length > 0 && "; the tables below are measured with all three"}. Measure it yourself:{" "}
            <a href={labLink(nextWord)}>the same task in the lab</a>, on English prose, with both networks
            side by side, or <a href="#screen=experiments">over many seeds and lengths in Experiments</a>. Do
            not expect the unitary one to win there
            {words.seeds > 0 &&
              `: after ${presetConfig(nextWord).steps} steps the plain one has the lower held-out loss on ${shareOf(words.plainAhead, words.seeds)} seeds, by ${words.gap} nats`}
            .
          </p>
        </div>
        <div className={styles.figures}>
          <AccuracyFigure />
        </div>
      </div>
      {!loaded && <NotYet>The measured tables: not loaded yet.</NotYet>}
      {measured.length > 0 && (
        <div className={styles.tables}>
          {measured.map((results) => (
            <MeasuredTable key={results.plan.id} results={results} />
          ))}
        </div>
      )}
      <div className={styles.words}>
        <MeasuredFindings measured={measured} quick={quick} />
        <h3 className={styles.subtitle}>What the networks answer</h3>
        <p>
          An accuracy says how often a network is right, and not what it says. In the copying task a network
          reads a few symbols, then many blanks, and then has to repeat the symbols; the accuracy counts these
          last answers only. The plain RNN first learns to say “blank” everywhere, which is right at most time
          steps, and its accuracy falls to 0&nbsp;%. Then it guesses, since it has lost the symbols: every one
          of them gets about the same probability. The unitary network still holds them, and becomes sure of
          each. <a href={labLink(remember)}>See their answers in the lab</a>: one held-out sequence, its
          target, and what each network answers, with the probability that it gives to the answer.
        </p>
      </div>
      <div className={styles.row}>
        <div className={styles.words}>
          <h3 className={styles.subtitle}>What the constraint buys, measured here</h3>
          <p>
            A linear network of 8 units has to return what it saw {STEPS} time steps ago, rotated: W
            <sup>{STEPS}</sup> = Q. Three ways to train it, by plain gradient steps of the same size: an
            ordinary small W, an orthogonal start moved naively, and the same start moved by exp.
          </p>
          <p>
            <Phrase onClick={() => setRate(0.01)}>At α = 0.01</Phrase> both orthogonal starts learn and the
            ordinary one sees no gradient: the <em>start</em> does the work.{" "}
            <Phrase onClick={() => setRate(0.03)}>At α = 0.03</Phrase> exp overshoots before the naive step
            does. <Phrase onClick={() => setRate(LARGE)}>At α = 0.3</Phrase> the naive step explodes, and exp
            cannot.
          </p>
          <FigureControls of={["linear-memory"]}>
            <Control
              label="Step size of all three"
              value={rate}
              {...RATES}
              ticks={[
                { value: 1e-3, label: "0.001" },
                { value: 0.03, label: "0.03" },
                { value: 1, label: "1" },
              ]}
              format={(value) => formatNumber(value)}
              onChange={setRate}
            />
          </FigureControls>
          <p className={styles.after}>
            To be fair: an orthogonal <em>start</em> does most of the work in short runs. At a small learning
            rate <a href={labLink(orthogonalStart)}>an unconstrained RNN that starts orthogonal</a> learns as
            well as one that is kept so, and even{" "}
            <a href="#a.rule=frozen&a.init=rotations">a W frozen at it</a> solves an easy copying task. Adam
            without any constraint, from such a start, learned it on{" "}
            {shareOf(byAdam.plainLearned, byAdam.seeds)} seeds, with the constraint on{" "}
            {shareOf(byAdam.unitaryLearned, byAdam.seeds)}. What the constraint buys is that W{" "}
            <a href={labLink(constraint)}>cannot blow up under plain steps at large rates</a>. Networks with
            gates are <a href="#screen=why&why.chapter=what-came-next">the next chapter</a>.
          </p>
        </div>
        <div className={`${styles.figures} ${styles.tall}`}>
          {found ? (
            <LinearMemoryFigure
              runs={found}
              task={`linear network of 8 units, W to the power ${STEPS} is to be Q`}
              rate={rate}
              updates={UPDATES}
            />
          ) : (
            <NotYet>The loss of three ways to train W: not computed yet.</NotYet>
          )}
        </div>
        <Prediction<End>
          question="Both start from the same orthogonal W. What happens at α = 0.3, thirty times the rate at which they learn?"
          options={[
            { value: "both", label: "Both survive" },
            { value: "exp-learns", label: "The naive step explodes; exp still learns" },
            {
              value: "exp-bounded",
              label: "The naive step explodes; exp stays bounded, and does not learn either",
            },
          ]}
          show={() => setRate(LARGE)}
          observe={predictLarge}
        />
      </div>
    </>
  );
}

export const doesItHelp: Chapter = { id: "does-it-help", title: "Does it help?", Body };
