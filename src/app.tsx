import type { ComponentProps, DragEvent } from "react";
import styles from "./App.module.css";
import type { ScreenId } from "./address/keys";
import { EMBED_CODE, EMBEDDED } from "./screens/embed/load";
import { Fetched } from "./screens/fetched";
import { Lab } from "./screens/lab/lab";
import { importFile } from "./screens/lab/transfer";
import { ScreenBoundary } from "./screens/screen-boundary";
import { leavePresentation, useAppearance } from "./store/appearance";
import { useScreen } from "./store/screen";
import { shareLink } from "./store/share-link";
import { Header } from "./ui/header";
import { CloseIcon } from "./ui/icons";

/** All screens except the lab, loaded on demand. */
const OTHERS: Readonly<Record<Exclude<ScreenId, "lab">, ComponentProps<typeof Fetched>>> = {
  counterexample: {
    name: "The counterexample",
    load: () => import("./screens/counterexample/counterexample").then((module) => module.Counterexample),
  },
  experiments: {
    name: "The experiments",
    load: () => import("./screens/experiments/experiments").then((module) => module.ExperimentsScreen),
  },
  why: { name: "The lesson", load: () => import("./screens/lesson/lesson").then((module) => module.Lesson) },
  benchmark: {
    name: "The benchmark",
    load: () => import("./screens/benchmark/benchmark").then((module) => module.Benchmark),
  },
  check: {
    name: "The check of this device",
    load: () => import("./screens/check/check").then((module) => module.CheckScreen),
  },
  about: { name: "The licences", load: () => import("./screens/about/about").then((module) => module.About) },
};

const acceptsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** The page: header and current screen. A file dropped anywhere is imported. */
export function App() {
  const screen = useScreen((state) => state.screen);
  const presenting = useAppearance((state) => state.presenting);
  const embedded = useAppearance((state) => state.embedded);
  const bare = embedded || presenting;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut for the button *Import*
    <div
      className={styles.app}
      onDragOver={(event) => {
        if (acceptsFiles(event)) event.preventDefault();
      }}
      onDrop={(event) => {
        if (!acceptsFiles(event)) return;
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (file) importFile(file);
      }}
    >
      {presenting && screen !== "lab" && (
        <button
          type="button"
          className={styles.leave}
          aria-label="Leave presentation"
          title="Leave presentation (Escape)"
          onClick={leavePresentation}
        >
          <CloseIcon />
        </button>
      )}
      {!bare && (
        <ScreenBoundary name="The header">
          <Header shareLink={shareLink} embed={<Fetched {...EMBED_CODE} />} />
        </ScreenBoundary>
      )}
      {embedded && screen !== "lab" && <Fetched {...EMBEDDED} />}
      {screen === "lab" && (
        <ScreenBoundary name="The lab">
          <Lab />
        </ScreenBoundary>
      )}
      {screen !== "lab" && <Fetched key={screen} {...OTHERS[screen]} />}
    </div>
  );
}
