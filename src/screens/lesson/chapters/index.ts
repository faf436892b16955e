import type { Chapter } from "./chapter";
import { climbing } from "./climbing";

export type { Chapter } from "./chapter";

/** The chapters in their order. */
export const CHAPTERS: readonly Chapter[] = [climbing];
