import { useState } from "react";
import styles from "./CopyReport.module.css";
import { copyText } from "./copy-text";

interface Props {
  readonly className?: string;
  /** Returns the text to copy; called when the button is pressed. */
  readonly report: () => string;
}

/** Copies a fault report to the clipboard; if the browser refuses, shows it for copying by hand. */
export function CopyReport({ className = styles.button, report }: Props) {
  const [copied, setCopied] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const copy = async () => {
    const made = report();
    if (await copyText(made)) setCopied(true);
    else setText(made);
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
