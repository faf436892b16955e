import { type ChangeEvent, type ClipboardEvent, type DragEvent, useEffect, useMemo, useState } from "react";
import { messageOf } from "../../errors";
import { ownTextPlan } from "../../experiments/own-text-plan";
import { fitnessText, onlyTask, type TextFitness } from "../../experiments/text-fitness";
import { formatCount } from "../../math/number-format";
import { useOwnText } from "../../store/own-text";
import { experiments, useExperiments } from "../../store/use-experiments";
import { TASKS } from "../../tasks";
import { eachCluster } from "../../tasks/clusters";
import { FileButton } from "../../ui/file-button";
import { Words } from "../../ui/words";
import { MIN_TEXT, type OwnText } from "../../worker/own-text";
import { OnPaper } from "../paper/on-paper";
import styles from "./OwnText.module.css";
import { takeText } from "./open-file";

/** The largest number of UTF-16 units in the field, which takes longer for each key the more it holds. */
const MAX_FIELD = 50_000;
/** The number of UTF-16 units of it that a print has. */
const PRINTED = 2000;
const PASTED = "Pasted text";

const takePasted = (text: string) => useOwnText.getState().take(PASTED, new TextEncoder().encode(text));

/** The text of the field with another in the place of what is selected. */
function replaced({ value, selectionStart, selectionEnd }: HTMLTextAreaElement, text: string): string {
  return value.slice(0, selectionStart) + text + value.slice(selectionEnd);
}

/** The user's own text, to train on instead of the novel. It stays in this browser. */
export function OwnTextSection() {
  const own = useOwnText((state) => state.text);
  const fitness = useOwnText((state) => state.fitness);
  const [typed, setTyped] = useState("");
  const [reading, setReading] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    void useOwnText.getState().open();
  }, []);
  const take = async (keep: () => Promise<void>) => {
    setReading(true);
    setTrouble(null);
    try {
      await keep();
      setTyped("");
    } catch (error) {
      setTrouble(`The text was not accepted. ${messageOf(error)}`);
    }
    setReading(false);
  };
  /** Takes a text that the field should not hold, as a file is taken. @returns whether it is such a text */
  const takeLong = (text: string): boolean => {
    if (text.length <= MAX_FIELD) return false;
    void take(() => takePasted(text));
    return true;
  };
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    const text = event.dataTransfer.getData("text/plain");
    if (!file && !takeLong(text)) return;
    event.preventDefault();
    event.stopPropagation();
    if (file) void take(() => takeText(file));
  };
  const paste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const [file] = event.clipboardData.files;
    if (file) void take(() => takeText(file));
    else if (!takeLong(replaced(event.currentTarget, event.clipboardData.getData("text/plain")))) return;
    event.preventDefault();
  };
  const change = ({ currentTarget: { value } }: ChangeEvent<HTMLTextAreaElement>) => {
    if (!takeLong(value)) setTyped(value);
  };
  return (
    <section
      className={styles.section}
      aria-labelledby="own-text"
      data-paper={own || typed ? "written" : "none"}
      onDrop={drop}
    >
      <h2 id="own-text" className={styles.title}>
        Your own text
      </h2>
      <p className={styles.words} data-paper="none">
        Paste a text of at least {formatCount(MIN_TEXT)} characters, or drop a .txt file (UTF-8, up to 5 MB)
        on this screen. A text of more than {formatCount(MAX_FIELD)} characters is taken at once, as a file
        is. It stays in this browser. Then choose <i>Your own text</i> in a plan on words or characters, here
        or in the lab.
      </p>
      {own && <Saved own={own} fitness={fitness} />}
      {typed && (
        <OnPaper>
          <p className={styles.typed} dir="auto" translate="no">
            {typed.length > PRINTED ? `${typed.slice(0, PRINTED)}…` : typed}
          </p>
        </OnPaper>
      )}
      <textarea
        className={styles.text}
        aria-label="Text to train on"
        data-paper="none"
        rows={4}
        dir="auto"
        value={typed}
        onChange={change}
        onPaste={paste}
      />
      {trouble && (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      )}
      <div className={styles.buttons}>
        <button
          type="button"
          className={styles.button}
          disabled={typed === "" || reading}
          onClick={() => void take(() => takePasted(typed))}
        >
          {reading ? "Reading the text…" : "Use this text"}
        </button>
        <FileButton
          label="Choose a file"
          name="Text file"
          accept=".txt,.fa,.fasta,text/plain"
          className={styles.button}
          take={(file) => take(() => takeText(file))}
        />
      </div>
    </section>
  );
}

/** The number of characters that are quoted. */
const QUOTED = 60;

/** The beginning of a text, of whole characters. */
function beginning(text: string): string {
  const characters: string[] = [];
  eachCluster(text.trimStart().slice(0, 8 * QUOTED), (one) => characters.push(one));
  return characters.slice(0, QUOTED).join("").replace(/\s+/g, " ").trimEnd();
}

/** The size of a text, as that of a file. */
function sizeOf(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  return bytes < 2 ** 20 / 10
    ? `${formatCount(Math.ceil(bytes / 1024))} kB`
    : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

/** What is saved, what it is good for, and the plan of the task if it is good for one alone. */
function Saved({ own, fitness }: { readonly own: OwnText; readonly fitness: TextFitness | null }) {
  const plan = useExperiments((state) => state.plan);
  const busy = useExperiments(({ phase }) => phase === "running" || phase === "paused");
  const { text, name } = own;
  const size = useMemo(() => sizeOf(text), [text]);
  const only = fitness && onlyTask(fitness);
  const { task, text: read } = plan.settings;
  return (
    <p className={styles.saved} role="status" aria-label="Your own text" data-paper="text">
      <b translate="no">
        <bdi>{name}</bdi>
      </b>
      , {fitness && <Words>{`${formatCount(fitness.characters.tokens)} characters, `}</Words>}
      <span translate="no">{size}</span>: “<bdi translate="no">{beginning(text)}…</bdi>”{" "}
      <Words>{fitness ? fitnessText(fitness) : "What it is good for is being found out."}</Words>{" "}
      {fitness && only && !(task === only && read === "own") && (
        <>
          <button
            type="button"
            className={styles.link}
            disabled={busy}
            onClick={() => void experiments.choose(ownTextPlan(only, fitness))}
          >
            Choose {TASKS[only].label}
          </button>{" "}
        </>
      )}
      <button type="button" className={styles.link} onClick={() => void useOwnText.getState().forget()}>
        Discard it
      </button>
    </p>
  );
}
