import { type DragEvent, lazy } from "react";
import styles from "./App.module.css";
import { Lab } from "./screens/lab/lab";
import { importFile, shareLink } from "./screens/lab/transfer";
import { ScreenBoundary } from "./screens/screen-boundary";
import { leavePresentation, useAppearance } from "./store/appearance";
import { useScreen } from "./store/page";
import { Header } from "./ui/header";
import { CloseIcon } from "./ui/icons";

const Counterexample = lazy(() =>
  import("./screens/counterexample/counterexample").then((module) => ({ default: module.Counterexample })),
);

const Lesson = lazy(() => import("./screens/lesson/lesson").then((module) => ({ default: module.Lesson })));

const ExperimentsScreen = lazy(() =>
  import("./screens/experiments/experiments").then((module) => ({ default: module.ExperimentsScreen })),
);

const Benchmark = lazy(() =>
  import("./screens/benchmark/benchmark").then((module) => ({ default: module.Benchmark })),
);

const About = lazy(() => import("./screens/about/about").then((module) => ({ default: module.About })));

const acceptsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** The page: header and the screen of the moment. A file dropped anywhere is imported. */
export function App() {
  const screen = useScreen((state) => state.screen);
  const presenting = useAppearance((state) => state.presenting);
  const bare = useAppearance((state) => state.embedded) || presenting;
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
      {!bare && <Header shareLink={shareLink} />}
      {screen === "lab" && (
        <ScreenBoundary name="The lab">
          <Lab />
        </ScreenBoundary>
      )}
      {screen === "counterexample" && (
        <ScreenBoundary name="The counterexample">
          <Counterexample />
        </ScreenBoundary>
      )}
      {screen === "experiments" && (
        <ScreenBoundary name="The experiments">
          <ExperimentsScreen />
        </ScreenBoundary>
      )}
      {screen === "why" && (
        <ScreenBoundary name="The lesson">
          <Lesson />
        </ScreenBoundary>
      )}
      {screen === "benchmark" && (
        <ScreenBoundary name="The benchmark">
          <Benchmark />
        </ScreenBoundary>
      )}
      {screen === "about" && (
        <ScreenBoundary name="The licences">
          <About />
        </ScreenBoundary>
      )}
    </div>
  );
}
