import { useState } from "react";
import { Popover } from "./popover";
import { QrCode } from "./qr-code";
import styles from "./Share.module.css";

/** Copies the link to the present page, and shows it as text and as a QR code. */
export function Share({
  link: makeLink,
  promise,
  className,
}: {
  readonly link: () => string;
  /** Sentence on what the link reproduces. */
  readonly promise: string;
  readonly className: string | undefined;
}) {
  const [link, setLink] = useState<string | null>(null);
  const [said, setSaid] = useState("");

  const open = async () => {
    const made = makeLink();
    setLink(made);
    setSaid("");
    try {
      await navigator.clipboard.writeText(made);
      setSaid("Link copied");
    } catch {
      setSaid("The browser does not let the page copy: select the link.");
    }
  };

  return (
    <Popover
      name="Share"
      button={{ className, children: "Share" }}
      className={styles.share}
      onOpen={open}
      onClose={() => setLink(null)}
    >
      {() => (
        <>
          <p role="status" aria-label="Share" className={styles.message}>
            {said}
          </p>
          {link !== null && (
            <>
              <QrCode text={link} />
              <input
                className={styles.link}
                type="text"
                readOnly
                aria-label="Link"
                value={link}
                onFocus={(event) => event.currentTarget.select()}
              />
              <p className={styles.words}>{promise}</p>
            </>
          )}
        </>
      )}
    </Popover>
  );
}
