import { useEffect, useRef } from "react";
import type { ScreenId } from "../address/keys";
import { useAddress } from "../address/use-address";
import { present, toggleTheme, useAppearance } from "../store/appearance";
import { showLectures, useLecture } from "../store/lecture-state";
import { useScreen } from "../store/page";
import { useLab } from "../store/use-lab";
import styles from "./Header.module.css";
import { ThemeIcon } from "./icons";
import { Share } from "./share";
import { UpdateNotice } from "./update-notice";

const LINKS: readonly { readonly screen: ScreenId; readonly label: string }[] = [
  { screen: "lab", label: "Lab" },
  { screen: "counterexample", label: "Counterexample" },
  { screen: "why", label: "Why it works" },
  { screen: "experiments", label: "Experiments" },
  { screen: "benchmark", label: "Benchmark" },
  { screen: "about", label: "About" },
];

/** The screens that have a bar with a Play button, which stays in sight. */
const WITH_BAR: readonly ScreenId[] = ["lab", "counterexample", "experiments"];

function ScreenLink({ screen, label }: (typeof LINKS)[number]) {
  // The check has no link of its own and belongs to the benchmark.
  const current = useScreen((state) => (state.screen === "check" ? "benchmark" : state.screen) === screen);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <a
      ref={link}
      className={styles.link}
      href={useAddress().link(screen)}
      aria-current={current ? "page" : undefined}
    >
      {label}
    </a>
  );
}

/** The header: name, screens and the actions of the whole page. */
export function Header({ shareLink }: { readonly shareLink: () => string }) {
  const sticks = useScreen((state) => !WITH_BAR.includes(state.screen));
  const theme = useAppearance((state) => state.theme);
  const lectures = useLecture((state) => state.listed);
  const promise = useLab(({ fork, changes, coming }) =>
    fork
      ? "Anyone with this link gets the same settings, but not the fork: a link cannot hold one. Export run saves what the fork did."
      : changes.length + coming.length > 0
        ? "Anyone with this link gets the settings as they are now and the same starting weights, but not the changes made during this run. Export run saves those."
        : "Anyone with this link gets the same settings and starting weights; on the same backend, the same numbers.",
  );
  return (
    <header className={styles.header} data-sticks={sticks || undefined}>
      <span className={styles.wordmark}>Unitary RNN Lab</span>
      <nav className={styles.links} aria-label="Screens">
        {LINKS.map((link) => (
          <ScreenLink key={link.screen} {...link} />
        ))}
      </nav>
      <UpdateNotice />
      <div className={styles.actions}>
        <Share link={shareLink} promise={promise} className={styles.action} />
        <span className={styles.present}>
          <button type="button" className={styles.action} onClick={present}>
            Present
          </button>
          <button
            type="button"
            className={styles.more}
            aria-label="Lectures"
            title="Lectures: scenes to present, one after the other"
            aria-expanded={lectures}
            onClick={() => showLectures(!lectures)}
          />
        </span>
        <button
          type="button"
          className={styles.icon}
          aria-label={theme === "dark" ? "Light theme" : "Dark theme"}
          onClick={toggleTheme}
        >
          <ThemeIcon />
        </button>
      </div>
    </header>
  );
}
