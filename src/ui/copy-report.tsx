import { useState } from "react";
import styles from "./CopyReport.module.css";

interface Props {
  readonly className?: string;
  /** The text to copy, made when it is asked for. */
  readonly report: () => string;
}

/** Puts a report of a fault into the clipboard; where the browser does not let it, shows it for copying by hand. */
export function CopyReport({ className = styles.button, report }: Props) {
  const [copied, setCopied] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const copy = async () => {
    const made = report();
    try {
      await navigator.clipboard.writeText(made);
      setCopied(true);
    } catch {
      setText(made);
    }
  };
  return (
    <>
      <button type="button" className={className} onClick={copy}>
        {copied ? "Report copied" : "Copy report"}
      </button>
      {text !== null && (
        <textarea readOnly aria-label="Report" className={styles.report} rows={6} value={text} />
      )}
    </>
  );
}
