import type { ComponentProps, DragEvent } from "react";
import styles from "./App.module.css";
import type { ScreenId } from "./address/keys";
import { EMBED_CODE, EMBEDDED } from "./screens/embed/load";
import { Fetched } from "./screens/fetched";
import { Lab } from "./screens/lab/lab";
import { importFile } from "./screens/lab/transfer";
import { OnPaper } from "./screens/paper/on-paper";
import { PaperHead } from "./screens/paper/paper-head";
import { PrintWait } from "./screens/paper/printing";
import { ScreenBoundary } from "./screens/screen-boundary";
import { useAppearance } from "./store/appearance";
import { useLecture } from "./store/lecture-state";
import { useScreen } from "./store/screen";
import { shareLink } from "./store/share-link";
import { Header } from "./ui/header";
import { LeavePresentation } from "./ui/leave-presentation";

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

/** What a lecture adds to the page. */
const LECTURE = {
  head: {
    name: "The scene",
    load: () => import("./screens/lecture").then((module) => module.SceneHead),
  },
  presenter: {
    name: "The presenter window",
    load: () => import("./screens/lecture").then((module) => module.Presenter),
  },
  list: {
    name: "The lectures",
    load: () => import("./screens/lecture").then((module) => module.Lectures),
  },
} as const satisfies Readonly<Record<string, ComponentProps<typeof Fetched>>>;

const acceptsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** The page: header and current screen. A file dropped anywhere is imported. */
export function App() {
  const screen = useScreen((state) => state.screen);
  const presenting = useAppearance((state) => state.presenting);
  const embedded = useAppearance((state) => state.embedded);
  const bare = embedded || presenting;
  const given = useLecture((state) => state.given !== null);
  const listed = useLecture((state) => state.listed);
  const hasPresenter = useLecture((state) => state.presenter !== null);
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
      {presenting && given && <Fetched {...LECTURE.head} />}
      {hasPresenter && <Fetched {...LECTURE.presenter} />}
      {presenting && !given && screen !== "lab" && <LeavePresentation className={styles.leave} />}
      {!bare && (
        <ScreenBoundary name="The header">
          <Header shareLink={shareLink} embed={<Fetched {...EMBED_CODE} />} />
        </ScreenBoundary>
      )}
      {embedded && screen !== "lab" && <Fetched {...EMBEDDED} />}
      <OnPaper>
        <PaperHead />
      </OnPaper>
      <PrintWait />
      {screen === "lab" && (
        <ScreenBoundary name="The lab">
          <Lab />
        </ScreenBoundary>
      )}
      {screen !== "lab" && <Fetched key={screen} {...OTHERS[screen]} />}
      {listed && <Fetched {...LECTURE.list} />}
    </div>
  );
}
