import {
  type ConfigKey,
  DEFAULT_CONFIG,
  type RunConfig,
  type ValueOf,
  withField,
} from "../../src/config/schema";

export type Settings = { readonly [Key in ConfigKey]?: ValueOf<Key> };

/** A config with some settings, by their keys. */
export const configWith = (settings: Settings, config: RunConfig = DEFAULT_CONFIG): RunConfig =>
  Object.entries(settings).reduce((made, [key, value]) => withField(made, key as ConfigKey, value), config);
