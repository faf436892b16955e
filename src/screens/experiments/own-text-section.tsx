import { useEffect, useState } from "react";
import { messageOf } from "../../errors";
import { formatCount } from "../../math/number-format";
import { useOwnText } from "../../store/own-text";
import { FileButton } from "../../ui/file-button";
import { Words } from "../../ui/words";
import { MIN_TEXT, readOwnText } from "../../worker/own-text";
import styles from "./OwnText.module.css";
import { takeText } from "./open-file";

/** The user's own text, to train on instead of the novel. It stays in this browser. */
export function OwnTextSection() {
  const own = useOwnText((state) => state.text);
  const [pasted, setPasted] = useState("");
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    void useOwnText.getState().open();
  }, []);
  const take = async (keep: () => Promise<void>) => {
    try {
      await keep();
      setPasted("");
      setTrouble(null);
    } catch (error) {
      setTrouble(`The text was not accepted. ${messageOf(error)}`);
    }
  };
  const pastedText = () =>
    useOwnText.getState().keep(readOwnText("Pasted text", new TextEncoder().encode(pasted)));
  return (
    <section className={styles.section} aria-labelledby="own-text">
      <h2 id="own-text" className={styles.title}>
        Your own text
      </h2>
      <p className={styles.words}>
        Paste a text of at least {formatCount(MIN_TEXT)} characters, or drop a .txt file (UTF-8, up to 5 MB)
        on this screen. It stays in this browser. Then choose <i>Your own text</i> in a plan on words or
        characters, here or in the lab.
      </p>
      {own && (
        <p className={styles.saved} role="status" aria-label="Your own text">
          <b translate="no">{own.name}</b>, <Words>{formatCount(own.text.length)} characters</Words>: “
          <span translate="no">{own.text.trim().slice(0, 60).replace(/\s+/g, " ")}</span>…”{" "}
          <button type="button" className={styles.link} onClick={() => void useOwnText.getState().forget()}>
            Discard it
          </button>
        </p>
      )}
      <textarea
        className={styles.text}
        aria-label="Text to train on"
        rows={4}
        value={pasted}
        onChange={(event) => setPasted(event.currentTarget.value)}
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
          disabled={pasted === ""}
          onClick={() => void take(pastedText)}
        >
          Use this text
        </button>
        <FileButton
          label="Choose a file"
          name="Text file"
          accept=".txt,text/plain"
          className={styles.button}
          take={(file) => take(() => takeText(file))}
        />
      </div>
    </section>
  );
}
