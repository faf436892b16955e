import type { RunConfig } from "../config/schema";
import type { TextFitness } from "../experiments/text-fitness";
import type { OwnText } from "./own-text";

/** What the page asks of the worker that reads texts, and what it answers. */
export interface TextCalls {
  /** Reads a text of the user's own from its bytes, and judges it. */
  readonly read: {
    readonly asked: { readonly name: string; readonly bytes: Uint8Array };
    readonly answer: { readonly text: OwnText; readonly fitness: TextFitness };
  };
  readonly judge: { readonly asked: { readonly text: string }; readonly answer: TextFitness };
  /** Splits the text of a run into tokens. */
  readonly tokens: {
    readonly asked: { readonly config: RunConfig; readonly siteBase: string };
    readonly answer: {
      /** The tokens of its classes, but the last one. */
      readonly tokens: readonly string[];
      /** {@link Source.data} */
      readonly data: string;
    };
  };
}

export type TextCall = keyof TextCalls;

export type TextRequest = {
  readonly [Call in TextCall]: { readonly id: number; readonly call: Call } & TextCalls[Call]["asked"];
}[TextCall];

export type TextAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
