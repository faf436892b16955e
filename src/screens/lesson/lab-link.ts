import { type Preset, presetConfig } from "../../config/presets";
import { DEFAULT_QUERY, formatQuery } from "../../config/url";

/** Returns the link to the lab with a preset. It names a setting, because without one the lab opens with the last visit’s. */
export const labLink = (preset: Preset): string => `#${formatQuery(presetConfig(preset)) || DEFAULT_QUERY}`;
