import { type ReactNode, useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text";
import { LinkField } from "./link-field";
import { Popover } from "./popover";
import { QrCode } from "./qr-code";
import styles from "./Share.module.css";
import { Segmented } from "./segmented";

const FORMS = [
  { value: "link", label: "Link and QR code" },
  { value: "embed", label: "Embed" },
] as const;
type Form = (typeof FORMS)[number]["value"];

interface ShareProps {
  readonly link: () => string;
  /** Sentence on what the link reproduces. */
  readonly promise: string;
  /** The code of a frame. */
  readonly embed: ReactNode;
  readonly className: string | undefined;
}

/** Copies the link to the present page, and shows it as text and as a QR code; and the code that embeds the page. */
export function Share({ link: makeLink, promise, embed, className }: ShareProps) {
  const [link, setLink] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const [form, setForm] = useState<Form>("link");
  const [inHall, setInHall] = useState<string | null>(null);

  const open = async () => {
    const made = makeLink();
    setLink(made);
    setSaid("");
    const isCopied = await copyText(made);
    setSaid(isCopied ? "Link copied" : "The browser does not let the page copy: select the link.");
  };

  return (
    <>
      <Popover
        name="Share"
        button={{ className, children: "Share" }}
        className={styles.share}
        onOpen={open}
        onClose={() => {
          setLink(null);
          setForm("link");
        }}
      >
        {() => (
          <>
            <Segmented bare label="Share as" options={FORMS} value={form} onChange={setForm} />
            {link !== null && form === "embed" && embed}
            {form === "link" && (
              <p role="status" aria-label="Share" className={styles.message}>
                {said}
              </p>
            )}
            {link !== null && form === "link" && (
              <>
                <QrCode text={link} />
                <button type="button" className={styles.button} onClick={() => setInHall(link)}>
                  Full screen
                </button>
                <LinkField label="Link" link={link} />
                <p className={styles.words}>{promise}</p>
              </>
            )}
          </>
        )}
      </Popover>
      {inHall !== null && <QrInHall link={inHall} onClose={() => setInHall(null)} />}
    </>
  );
}

/** The QR code as large as the screen, to be read from the back of a hall. */
function QrInHall({ link, onClose }: { readonly link: string; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // Where full screen is not allowed, the code fills the window.
    dialog.current?.requestFullscreen?.().catch(() => {});
    const follow = () => {
      if (!document.fullscreenElement) dialog.current?.close();
    };
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.hall}
      aria-label="QR code"
      onClose={() => {
        if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
        onClose();
      }}
    >
      <QrCode text={link} />
      <p translate="no">{link}</p>
      <form method="dialog">
        <button type="submit" className={styles.button}>
          Close
        </button>
      </form>
    </dialog>
  );
}
