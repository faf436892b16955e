import { useState } from "react";
import { version } from "../../../package.json";
import type { SizeResult } from "../../benchmark/interleave";
import { type Circumstances, json, markdown } from "../../benchmark/report";
import { copyText } from "../../ui/copy-text";
import styles from "./Benchmark.module.css";

const circumstances = (): Circumstances => ({
  version,
  date: new Date().toISOString().slice(0, 10),
  browser: navigator.userAgent,
  processors: navigator.hardwareConcurrency,
});

/** Copies the result as a Markdown table, or as JSON with every sample. */
export function CopyResult({ results }: { readonly results: readonly SizeResult[] }) {
  const [said, say] = useState("");
  /** Text shown if the browser does not let the page copy. */
  const [text, setText] = useState<string | null>(null);
  const copy = async (kind: string, content: string) => {
    say("");
    setText(null);
    if (await copyText(content)) return say(`${kind} copied`);
    say("The browser does not let the page copy. Here it is:");
    setText(content);
  };
  return (
    <div className={styles.copy}>
      <button
        type="button"
        className={styles.text}
        onClick={() => copy("Table", markdown(circumstances(), results))}
      >
        Copy table
      </button>
      <button
        type="button"
        className={styles.text}
        onClick={() => copy("JSON", JSON.stringify(json(circumstances(), results), null, 2))}
      >
        Copy JSON
      </button>
      <span role="status" aria-label="Copy">
        {said}
      </span>
      {text !== null && <textarea readOnly aria-label="Result" rows={8} value={text} />}
    </div>
  );
}
