import { type ReactNode, use, useEffect, useId, useRef, useState } from "react";
import { useMissing } from "../paper/missing";
import { AskedContext } from "./asked";
import styles from "./Prediction.module.css";
import { ShownChapter } from "./shown-chapter";

interface PredictionProps<T extends string> {
  readonly question: ReactNode;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** Sets the figure to the question; called only after the reader has chosen. */
  readonly show?: () => void;
  /** Computes the answer; the same function as long as what it observes is the same. */
  readonly observe: () => Observation<T> | Promise<Observation<T>>;
}

export interface Observation<T extends string> {
  /** The correct option. */
  readonly answer: T;
  /** The computed result and its explanation. */
  readonly explanation: ReactNode;
}

/**
 * Keeps a question and its answer for a print, which waits for nothing: it is computed when the question is mounted, and when
 * `observe` is another function, since then it observes something else.
 */
function usePrintedAnswer<T extends string>({ question, options, observe }: PredictionProps<T>): void {
  const [isComputed, setComputed] = useState(false);
  useMissing(!isComputed);
  const asked = use(AskedContext);
  const id = use(ShownChapter)?.id ?? "";
  const words = useRef({ question, options });
  words.current = { question, options };
  useEffect(() => {
    let stale = false;
    asked.set(id, { question: words.current.question, answer: null });
    const keep = ({ answer, explanation }: Observation<T>) => {
      if (stale) return;
      const { question, options } = words.current;
      const right = options.find(({ value }) => value === answer)?.label ?? "";
      asked.set(id, { question, answer: { right, explanation } });
      setComputed(true);
    };
    const found = observe();
    if (found instanceof Promise) void found.then(keep);
    else keep(found);
    return () => {
      stale = true;
    };
  }, [asked, id, observe]);
}

/** A question in the form predict, check, explain: it is answered by computation after the reader has chosen. */
export function Prediction<T extends string>(props: PredictionProps<T>) {
  const { question, options, show, observe } = props;
  const id = useId();
  const [chosen, setChosen] = useState<T | null>(null);
  const [observed, setObserved] = useState<Observation<T> | null>(null);
  const look = async () => {
    show?.();
    setObserved(await observe());
  };
  const right = options.find(({ value }) => value === observed?.answer);
  usePrintedAnswer(props);
  return (
    <section className={styles.prediction} aria-labelledby={`${id}-question`}>
      <h3 className={styles.heading}>Predict</h3>
      <p id={`${id}-question`} className={styles.question}>
        {question}
      </p>
      <div
        role="radiogroup"
        aria-labelledby={`${id}-question`}
        className={styles.options}
        data-paper="options"
      >
        {options.map(({ value, label }) => (
          <label key={value} data-right={observed?.answer === value || undefined}>
            <input
              type="radio"
              name={id}
              value={value}
              checked={value === chosen}
              disabled={observed !== null}
              onChange={() => setChosen(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {observed === null ? (
        <button type="button" className={styles.observe} disabled={chosen === null} onClick={look}>
          Check
        </button>
      ) : (
        <button
          type="button"
          className={styles.again}
          onClick={() => {
            setObserved(null);
            setChosen(null);
          }}
        >
          Ask again
        </button>
      )}
      <div role="status" className={styles.answer}>
        {observed && (
          <p>
            <b>{observed.answer === chosen ? "As you predicted: " : "Not as you predicted: "}</b>
            {right?.label}. {observed.explanation}
          </p>
        )}
      </div>
    </section>
  );
}
