import { type MouseEvent, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Asked } from "../../address/hash";
import { useAsked } from "../../address/use-address";
import { useScreen } from "../../store/screen";
import { PauseIcon, PlayIcon, ResetIcon } from "../../ui/icons";
import { Words } from "../../ui/words";
import { Autoplay, type Playing } from "./autoplay";
import styles from "./Embedded.module.css";
import { type Runner, useRunner } from "./runner";
import { giveKeysBackAfter, useHasKeys } from "./use-keys";
import { useLabRunner } from "./use-lab-runner";
import { useMessages } from "./use-messages";
import { useSeen } from "./use-seen";

/** What makes a page in a frame: its controls, when it plays, and the messages of the page around it. */
export function Embedded() {
  const screen = useScreen((state) => state.screen);
  return screen === "lab" ? <EmbeddedLab /> : <EmbeddedScreen />;
}

const EmbeddedLab = () => <Controls runner={useLabRunner()} reset={null} />;
/** Another screen than the lab; it has no notices, so that what was refused of its address is said here. */
function EmbeddedScreen() {
  const { refusals } = useAsked();
  const { runner, reset } = useRunner();
  return (
    <>
      <Controls runner={runner} reset={reset} />
      {refusals.length > 0 && (
        <ul role="alert" className={styles.refusals}>
          {refusals.map(({ message }) => (
            <li key={message}>
              <Words>{message}</Words>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function playingOf({ play, loop, start, step, config }: Asked): Playing {
  const from = step !== null && step < config.steps ? step : 0;
  return { play, loop, whenSeen: start !== "now", from };
}

/** Plays as the address asks; a new address is followed as if it had been opened. */
function useAutoplay(
  runner: Runner | null,
  area: RefObject<HTMLElement | null>,
  slideShown: boolean,
): Autoplay {
  const asked = useAsked();
  const autoplay = useMemo(() => new Autoplay(playingOf(asked)), [asked]);
  const seen = useSeen(area) && slideShown;
  useEffect(() => {
    if (runner) autoplay.update(runner, seen);
  });
  return autoplay;
}

interface ControlsProps {
  readonly runner: Runner | null;
  /** Sets the figures back, if nothing runs. */
  readonly reset: (() => void) | null;
}

function Controls({ runner, reset }: ControlsProps) {
  const area = useRef<HTMLDivElement>(null);
  const [slideShown, setSlideShown] = useState(true);
  const autoplay = useAutoplay(runner, area, slideShown);
  useMessages(runner, autoplay, setSlideShown);
  const hasKeys = useHasKeys();
  return (
    <>
      <div ref={area} className={styles.area} />
      {(runner || reset || hasKeys) && (
        <section className={styles.controls} aria-label="Run">
          {hasKeys && <span className={styles.keys}>Esc returns the keys</span>}
          {runner && <RunButtons runner={runner} autoplay={autoplay} />}
          {reset && <ResetButton ready onClick={reset} />}
        </section>
      )}
    </>
  );
}

/** The handler of a click that acts, and gives the keys back to the deck. */
const act = (action: () => void) => (event: MouseEvent) => {
  action();
  giveKeysBackAfter(event);
};

function ResetButton({ ready, onClick }: { readonly ready: boolean; readonly onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.reset}
      aria-label="Reset"
      disabled={!ready}
      onClick={act(onClick)}
    >
      <ResetIcon />
    </button>
  );
}

function RunButtons({ runner, autoplay }: { readonly runner: Runner; readonly autoplay: Autoplay }) {
  const { playing, ready, label } = runner;
  return (
    <>
      <span role="status" aria-label="Step" aria-live="off" className={styles.step}>
        <Words>{label}</Words>
      </span>
      <button
        type="button"
        className={styles.play}
        aria-label={playing ? "Pause" : "Play"}
        disabled={!ready && !playing}
        onClick={act(() => (playing ? autoplay.pause() : autoplay.play()))}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <ResetButton
        ready={ready}
        onClick={() => {
          autoplay.pause();
          runner.reset();
        }}
      />
    </>
  );
}
