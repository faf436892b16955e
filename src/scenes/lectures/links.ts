import { type Content, hashOf, printHash } from "../../address/hash";
import { type Preset, presetConfig } from "../../config/presets";
import type { RunConfig } from "../../config/schema";
import { DEFAULT_QUERY, formatQuery } from "../../config/url";
import type { LaneKey } from "../../lanes";

type Change = Omit<Partial<RunConfig>, LaneKey> & Preset["settings"];

/** The link to the lab with a preset, with some of its settings changed, and with what else of the page is given. */
export function labScene(preset: Preset, page: Partial<Content> = {}, change: Change = {}): string {
  const config = presetConfig(preset);
  const { a, b, ...run } = change;
  const changed = { ...config, ...run, a: { ...config.a, ...a }, b: { ...config.b, ...b } };
  return printHash({ ...page, query: formatQuery(changed) || DEFAULT_QUERY });
}

export const chapterScene = (chapter: string): string => hashOf("why", [["chapter", chapter]]);

export const counterexampleScene = (keys: Readonly<Record<string, string>> = {}): string =>
  hashOf("counterexample", Object.entries(keys));

/** The link to the experiments with the reference run of a plan. */
export const referenceScene = (plan: string): string => hashOf("experiments", [["reference", plan]]);

/** Notes of several paragraphs. */
export const notes = (...paragraphs: readonly string[]): string => paragraphs.join("\n\n");
