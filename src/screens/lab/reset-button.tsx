import { useEffect, useRef } from "react";
import { create } from "zustand";
import { mayRepeat, repeatable } from "../../store/changes";
import { lab, useLab } from "../../store/use-lab";
import { ResetIcon } from "../../ui/icons";
import popover from "../../ui/Popover.module.css";
import { placeBelow } from "../../ui/place-below";
import { RoundButton } from "../../ui/run-buttons";
import { Words } from "../../ui/words";
import { changesText } from "./change-text";
import styles from "./RunChanges.module.css";

/** Whether Reset asks what to do with the changes of the run. */
const useAsking = create<{ readonly asking: boolean }>(() => ({ asking: false }));

/** Starts the run again; if its settings were changed in mid-run, asks whether they are to be changed again. */
export function askReset(): void {
  const { state } = lab;
  const isShown = document.getElementById(CHOICE) !== null;
  if (state.phase === "ready" && isShown && mayRepeat(state)) useAsking.setState({ asking: true });
  else lab.reset(state.coming.length > 0);
}

const CHOICE = "reset-choice";

/** The button that starts the run again, with the choice that it may offer. */
export function ResetButton({ disabled }: { readonly disabled: boolean }) {
  const asking = useAsking((state) => state.asking);
  const ends = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!asking || !ends.current || !opener.current) return;
    ends.current.showPopover();
    placeBelow(ends.current, opener.current);
    first.current?.focus();
  }, [asking]);
  const choose = (again: boolean) => () => {
    ends.current?.hidePopover();
    lab.reset(again);
  };
  return (
    <>
      <div ref={opener}>
        <RoundButton
          name="Reset"
          title="Back to the same initial weights (R)"
          disabled={disabled}
          onClick={askReset}
        >
          <ResetIcon />
        </RoundButton>
      </div>
      <div
        ref={ends}
        id={CHOICE}
        popover="auto"
        role="dialog"
        aria-label="Reset with or without the changes"
        className={`${popover.popover} ${styles.menu}`}
        onToggle={({ newState }) => useAsking.setState({ asking: newState === "open" })}
      >
        {asking && <Choice first={first} choose={choose} />}
      </div>
    </>
  );
}

function Choice({
  first,
  choose,
}: {
  readonly first: React.Ref<HTMLButtonElement>;
  readonly choose: (again: boolean) => () => void;
}) {
  const state = useLab((now) => now);
  return (
    <>
      <p className={styles.words}>
        <Words>Settings were changed in this run: {changesText(repeatable(state))}.</Words>
      </p>
      <button ref={first} type="button" className={styles.choice} onClick={choose(false)}>
        Without the changes
        <span>The settings as they are now count from the beginning.</span>
      </button>
      <button type="button" className={styles.choice} onClick={choose(true)}>
        With the changes
        <span>The run starts as it began and is changed before the same steps.</span>
      </button>
    </>
  );
}
