import { create } from "zustand";

/** The run of a screen, as the controls and the messages of an embedded page handle it. */
export interface Runner {
  /** Whether the rest can be used: the networks are built. */
  readonly ready: boolean;
  readonly playing: boolean;
  /** Whether it has reached its end; Play then starts it again. */
  readonly ended: boolean;
  /** The newest step made, and the one that is shown. */
  readonly step: number;
  readonly shown: number;
  /** The step shown, in words. */
  readonly label: string;
  /** Why there is nothing to run, as a sentence; null if there is. */
  readonly failure: string | null;
  play(): void;
  pause(): void;
  makeStep(): void;
  reset(): void;
  /** Shows a step, which is made first if need be. @throws Error with a sentence if the run has no such step */
  showStep(step: number): void;
  /** Sets one setting, by its key in the address. @throws Error with a sentence if it is refused */
  set(key: string, value: unknown): void;
}

interface Handled {
  /** The runner of a screen that is not the lab, while it is shown. */
  readonly runner: Runner | null;
  /** Sets back what was set in the figures of a screen that runs nothing; null if it has none. */
  readonly reset: (() => void) | null;
}

/** What the controls of a frame act on. */
export const useRunner = create<Handled>(() => ({ runner: null, reset: null }));
