import { type ReactNode, useEffect, useRef } from "react";
import { useAppearance } from "../../store/appearance";
import { showLectures, useLecture } from "../../store/lecture-state";
import { editOwnLecture, readOwnLectures, useOwnLectures } from "../../store/own-lectures";
import { CloseIcon } from "../../ui/icons";
import { Words } from "../../ui/words";
import styles from "./Lectures.module.css";
import { LectureEditor } from "./lecture-editor";
import { LectureList } from "./lecture-list";

/** The panel beside the page: the lectures, or one of the user's own, to be changed. */
export function Lectures() {
  const own = useOwnLectures(({ lectures, edited }) => lectures.find(({ id }) => id === edited));
  const notKept = useOwnLectures((state) => state.notKept);
  const elsewhere = useOwnLectures((state) => state.elsewhere);
  const trouble = useLecture((state) => state.trouble);
  useEffect(() => {
    void readOwnLectures();
  }, []);
  return (
    <Panel title={own ? "Your lecture" : "Lectures"}>
      {[trouble, notKept, elsewhere].map(
        (sentence) =>
          sentence && (
            <p key={sentence} role="alert" className={styles.trouble}>
              <Words>{sentence}</Words>
            </p>
          ),
      )}
      {own ? <LectureEditor own={own} /> : <LectureList />}
    </Panel>
  );
}

/** A panel at the right that leaves the page usable. Escape closes it. */
function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const panel = useRef<HTMLElement>(null);
  const presenting = useAppearance((state) => state.presenting);
  const close = () => {
    useLecture.setState({ trouble: null });
    editOwnLecture(null);
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
