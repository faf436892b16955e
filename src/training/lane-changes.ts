import type { LaneConfig } from "../config/schema";

/** The settings that a lane trains with: its own, and α. */
export interface LaneSettings extends LaneConfig {
  readonly lr: number;
}

/** A setting of a lane changed in mid-run: update `step`, counted from 0, is the first that is made with `to`. */
export interface LaneChange {
  readonly step: number;
  readonly setting: keyof LaneSettings;
  readonly from: string | number;
  readonly to: string | number;
}

/** The changes from some settings to others, before update `step`. */
export function differences(step: number, before: LaneSettings, after: LaneSettings): LaneChange[] {
  const settings = Object.keys(before) as (keyof LaneSettings)[];
  return settings
    .filter((setting) => before[setting] !== after[setting])
    .map((setting) => ({ step, setting, from: before[setting], to: after[setting] }));
}

/** The settings after some changes. */
export const changed = (settings: LaneSettings, changes: readonly LaneChange[]): LaneSettings =>
  Object.assign({}, settings, ...changes.map(({ setting, to }) => ({ [setting]: to })));
