import type { ComponentType } from "react";

/** One chapter of the lesson: words, and a figure that the words set. */
export interface Chapter {
  /** Its anchor within the screen. */
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType;
}
