import { create } from "zustand";
import { noteOwnText } from "../config/own-text-length";
import { attempt } from "../errors";
import { readsOwnText } from "../experiments/source";
import type { TextFitness } from "../experiments/text-fitness";
import { loadPart } from "../load-part";
import { deleteText, type OwnText, savedText, saveText } from "../worker/own-text";
import { askTextWorker } from "../worker/text-client";
import { judged, rememberFitness } from "./data-now";
import { withdrawOffer } from "./save-runs";
import { lab } from "./use-lab";

interface OwnTextState {
  /** Null if there is none; undefined until the browser's storage has been read. */
  readonly text: OwnText | null | undefined;
  /** What it is good for; null until that is known. */
  readonly fitness: TextFitness | null;
  open(): Promise<void>;
  /**
   * Reads a text and saves it.
   * @throws Error with a sentence if it cannot be read, is good for no task, or if storage is full or not allowed
   */
  take(name: string, bytes: Uint8Array): Promise<void>;
  forget(): Promise<void>;
}

/** The user's own text, which the text tasks can read instead of the novel. */
export const useOwnText = create<OwnTextState>((set, get) => ({
  text: undefined,
  fitness: null,
  async open() {
    const text = (await savedText()) ?? null;
    if (text?.text !== get().text?.text) set({ fitness: null });
    set({ text });
    if (text) set({ fitness: await attempt(() => judged(text.text), null) });
  },
  async take(name, bytes) {
    const { text, fitness } = await askTextWorker("read", { name, bytes });
    await saveText(text);
    rememberFitness(text.text, Promise.resolve(fitness));
    set({ text, fitness });
    await textChanged(text);
  },
  async forget() {
    await deleteText();
    set({ text: null, fitness: null });
    await textChanged(null);
  },
}));

// The largest length that settings may have depends on it.
useOwnText.subscribe(({ fitness }) => noteOwnText(fitness));

async function textChanged(text: OwnText | null): Promise<void> {
  withdrawOffer(({ config }) => readsOwnText(config));
  tellLab(text);
  const { experiments } = await loadPart(() => import("./use-experiments"));
  await experiments.textChanged();
}

/** A run of the lab continues with the text that it began with; one that has made no step yet begins with the new text. */
function tellLab(text: OwnText | null): void {
  const { applied, phase, step, playing, run } = lab.state;
  if (!readsOwnText(applied)) return;
  const until = text
    ? "Reset starts it again with the new one."
    : "It cannot be started again without a text.";
  if (text && phase === "failed") lab.retry();
  else if (text && step === 0 && !playing) lab.reset();
  else
    lab.notify(`The run in the lab continues with the text that it began with. ${until}`, "quiet", { run });
}
