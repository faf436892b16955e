import type { ComponentType } from "react";

/** One chapter of the lesson: text, with figures that the text can set. */
export interface Chapter {
  /** Id of its section and in the address. */
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType;
}
