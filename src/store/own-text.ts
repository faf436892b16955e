import { create } from "zustand";
import { noteOwnText } from "../config/own-text-length";
import { deleteText, type OwnText, savedText, saveText } from "../worker/own-text";
import { experiments } from "./use-experiments";

interface OwnTextState {
  /** Null if there is none; undefined until the browser's storage has been read. */
  readonly text: OwnText | null | undefined;
  open(): Promise<void>;
  /** Saves a text. @throws Error with a sentence if storage is full or not allowed */
  keep(text: OwnText): Promise<void>;
  forget(): Promise<void>;
}

/** The user's own text, which the text tasks can read instead of the novel. */
export const useOwnText = create<OwnTextState>((set) => ({
  text: undefined,
  async open() {
    const text = (await savedText()) ?? null;
    noteOwnText(text?.text ?? null);
    set({ text });
  },
  async keep(text) {
    await saveText(text);
    noteOwnText(text.text);
    set({ text });
    await experiments.textChanged();
  },
  async forget() {
    await deleteText();
    noteOwnText(null);
    set({ text: null });
    await experiments.textChanged();
  },
}));
