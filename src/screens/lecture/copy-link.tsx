import { useState } from "react";
import { messageOf } from "../../errors";
import type { Lecture } from "../../scenes/scene";
import { scenesOf } from "../../store/own-scenes";
import { copyText } from "../../ui/copy-text";
import { LinkField } from "../../ui/link-field";
import { Words } from "../../ui/words";
import styles from "./Lectures.module.css";

interface Props {
  readonly id: string;
  readonly lecture: Lecture;
}

/** Copies the link that opens a lecture; one of the user's own is in it whole. */
export function CopyLink({ id, lecture }: Props) {
  const [link, setLink] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    setLink(null);
    try {
      const made = `${location.href.split("#")[0]}#scenes=${await scenesOf(id, lecture)}`;
      setLink(made);
      const isCopied = await copyText(made);
      setSaid(isCopied ? "Link copied." : "The browser does not let the page copy: select the link.");
    } catch (error) {
      setSaid(messageOf(error));
    }
  };
  return (
    <>
      <button type="button" className={styles.button} onClick={() => void copy()}>
        Copy link
      </button>
      {said && (
        <p role="status" className={styles.said}>
          <Words>{said}</Words>
        </p>
      )}
      {link !== null && <LinkField label="Link to the lecture" link={link} />}
    </>
  );
}
