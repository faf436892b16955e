import { CONTESTS } from "../../src/experiments/plans/deck-table";
import type { Slots } from "./blocks";
import { constraintSlots } from "./constraint-block";
import type { Data } from "./data";
import { addingSlots, copyingSlots, deckSlots, quickSlots } from "./experiments-block";
import { fingerprint } from "./fingerprint";
import { LANES } from "./lanes";
import type { Measurement } from "./measurement";
import { measuredOfPresets, presetsTable } from "./presets-block";
import { ratesSlots, SEARCHES } from "./rates";
import { script, scriptSlots } from "./script";
import { soaked, soakSlots } from "./soak";
import { verdictSlots, verdicts } from "./verdicts";

/** All that is measured for the documents. */
export const MEASUREMENTS = [
  fingerprint,
  script,
  verdicts,
  ...LANES,
  ...SEARCHES,
  soaked,
] as readonly Measurement[];

/** What stands in the documents’ blocks, by their names. */
export const BLOCKS: Readonly<Record<string, (data: Data) => Slots>> = {
  script: scriptSlots,
  verdicts: verdictSlots,
  constraint: constraintSlots,
  soak: soakSlots,
  presets: presetsTable,
  copying: copyingSlots,
  adding: addingSlots,
  ...Object.fromEntries(CONTESTS.map(({ id }) => [id, deckSlots(id)])),
  quick: quickSlots,
  rates: ratesSlots,
};

/** Files of the page that hold measured numbers, by their paths. */
export const GENERATED: Readonly<Record<string, (data: Data) => object>> = {
  "src/config/presets/measured.json": measuredOfPresets,
};
