import { useId, useRef, useState } from "react";
import { placeBelow } from "./place-below";
import { QrCode } from "./qr-code";
import styles from "./Share.module.css";

/** Copies the link to what the page shows, and shows it as words and as a code for phones. */
export function Share({
  link: makeLink,
  promise,
  className,
}: {
  readonly link: () => string;
  /** What whoever opens the link gets. */
  readonly promise: string;
  readonly className: string | undefined;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [link, setLink] = useState<string | null>(null);
  const [said, setSaid] = useState("");

  const open = async () => {
    const fresh = makeLink();
    setLink(fresh);
    setSaid("");
    if (popover.current && button.current) placeBelow(popover.current, button.current);
    try {
      await navigator.clipboard.writeText(fresh);
      setSaid("Link copied");
    } catch {
      setSaid("The browser does not let the page copy: select the link.");
    }
  };

  return (
    <>
      <button ref={button} type="button" className={className} popoverTarget={id}>
        Share
      </button>
      <div
        ref={popover}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Share"
        className={styles.share}
        onToggle={(event) => (event.newState === "open" ? open() : setLink(null))}
      >
        <p role="status" aria-label="Share" className={styles.said}>
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
      </div>
    </>
  );
}
