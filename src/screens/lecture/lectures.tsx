import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAppearance } from "../../store/appearance";
import { showLectures, useLecture } from "../../store/lecture-state";
import { readOwnLectures, useOwnLectures } from "../../store/own-lectures";
import { CloseIcon } from "../../ui/icons";
import { Words } from "../../ui/words";
import styles from "./Lectures.module.css";
import { LectureEditor } from "./lecture-editor";
import { LectureList } from "./lecture-list";

/** The panel beside the page: the lectures, or one of the user's own, to be changed. */
export function Lectures() {
  const [edited, edit] = useState<string | null>(null);
  const own = useOwnLectures((state) => state.lectures.find(({ id }) => id === edited));
  const notKept = useOwnLectures((state) => state.notKept);
  const trouble = useLecture((state) => state.trouble);
  useEffect(() => {
    void readOwnLectures();
  }, []);
  return (
    <Panel title={own ? "Your lecture" : "Lectures"}>
      {[trouble, notKept].map(
        (sentence) =>
          sentence && (
            <p key={sentence} role="alert" className={styles.trouble}>
              <Words>{sentence}</Words>
            </p>
          ),
      )}
      {own ? <LectureEditor key={own.id} own={own} close={() => edit(null)} /> : <LectureList edit={edit} />}
    </Panel>
  );
}

/** A panel at the right that leaves the page usable. Escape closes it. */
function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const panel = useRef<HTMLElement>(null);
  const presenting = useAppearance((state) => state.presenting);
  const close = () => {
    useLecture.setState({ trouble: null });
    showLectures(false);
  };
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <aside
      ref={panel}
      className={styles.panel}
      aria-label="Lectures"
      data-presenting={presenting || undefined}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // The presentation is not left.
        event.stopPropagation();
        close();
      }}
    >
      <header className={styles.head}>
        <h2>{title}</h2>
        <button type="button" className={styles.icon} aria-label="Close" onClick={close}>
          <CloseIcon />
        </button>
      </header>
      {children}
    </aside>
  );
}
