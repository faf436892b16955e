import { type Preset, presetConfig } from "../../config/presets";
import { formatQuery } from "../../config/url";

/** Returns the link to the lab with a preset. */
export const labLink = (preset: Preset): string => `#${formatQuery(presetConfig(preset))}`;
