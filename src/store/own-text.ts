import { create } from "zustand";
import { deleteText, saveText, savedText, type OwnText } from "../worker/own-text";
import { experiments } from "./use-experiments";

interface OwnTextState {
  /** Null where there is none; undefined until the browser has been asked. */
  readonly text: OwnText | null | undefined;
  open(): Promise<void>;
  /** @throws Error with a sentence where the browser keeps nothing */
  keep(text: OwnText): Promise<void>;
  forget(): Promise<void>;
}

/** The person's own text, beside the novel. */
export const useOwnText = create<OwnTextState>((set) => ({
  text: undefined,
  async open() {
    set({ text: (await savedText()) ?? null });
  },
  async keep(text) {
    await saveText(text);
    set({ text });
    await experiments.textChanged();
  },
  async forget() {
    await deleteText();
    set({ text: null });
    await experiments.textChanged();
  },
}));
