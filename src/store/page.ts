import { create } from "zustand";
import { address } from "../address";
import type { Asked } from "../address/hash";
import type { ScreenId } from "../address/keys";
import type { RunConfig } from "../config/schema";
import { formatQuery } from "../config/url";
import { useAppearance } from "./appearance";
import { lookUpOwnText } from "./look-up-own-text";
import { rememberConfig, rememberedBackend, rememberedConfig, rememberedSpeed } from "./remembered";
import { saveRuns } from "./save-runs";
import { lab } from "./use-lab";

/** Which screen is shown. */
export const useScreen = create<{ readonly screen: ScreenId }>(() => ({ screen: "lab" }));

/** Applies the address, except for the lab's run. */
function show({ screen, embed, refusals }: Asked): void {
  useScreen.setState({ screen });
  useAppearance.setState({ embedded: embed });
  for (const { message } of refusals) lab.notify(message, "warning");
}

/**
 * The settings that the page opens with: the address's, if it names any; else those of the last visit. The backend is a
 * property of the machine, so the remembered one is used unless the address names one.
 */
function startingConfig({ config, named }: Asked): RunConfig {
  if (named.length === 0) return rememberedConfig() ?? config;
  if (named.includes("backend")) return config;
  return { ...config, backend: rememberedBackend() ?? config.backend };
}

/** Calls back with what the address asks for: at once, or when the user's own text is known that its settings read. */
function whenAsked(then: (asked: Asked) => void): void {
  const { config, named } = address.asked;
  const { text } = named.length === 0 ? (rememberedConfig() ?? config) : config;
  if (text === "own") void lookUpOwnText().then(() => then(address.reread()));
  else then(address.asked);
}

/** Opens the page as the address says, and keeps address and settings in sync from then on. */
export const openPage = (): void => whenAsked(open);

function open(asked: Asked): void {
  show(asked);
  lab.showConfig(startingConfig(asked));
  lab.setInitialSpeed(asked.speed, rememberedSpeed());
  if (asked.sequence) lab.showSequence(asked.sequence);
  const play = asked.play ? "play" : null;
  const start = () => {
    if (useScreen.getState().screen === "lab" && lab.state.phase === "idle") lab.load(lab.state.config, play);
  };
  start();
  // A run embedded in a slide is not saved.
  if (!asked.embed) void saveRuns(lab);
  // If the page opens on another screen, the lab builds its networks when it is first shown.
  useScreen.subscribe(start);

  const follow = ({ config, speed, sequence } = lab.state) => {
    rememberConfig(config);
    address.setRun(config, speed, sequence);
  };
  lab.store.subscribe((state, before) => {
    const changed = (["config", "speed", "sequence"] as const).some((key) => state[key] !== before[key]);
    if (changed) follow(state);
    if (state.config.text === "own" && before.config.text !== "own") void lookUpOwnText();
  });
  follow();
  address.write();

  address.onNavigation(() => whenAsked(goTo));
}

/** Opens another address. */
function goTo(next: Asked): void {
  // A link between screens that names no setting, as in the lesson, does not change the run.
  const meansRun = next.screen === "lab" || next.named.length > 0;
  if (meansRun && formatQuery(next.config) !== formatQuery(lab.state.config)) {
    if (lab.state.phase === "idle") lab.showConfig(next.config);
    else lab.open(next.config, next.play ? "play" : null);
  }
  if (next.speed) lab.setSpeed(next.speed);
  if (meansRun) lab.showSequence(next.sequence ?? 1);
  show(next);
}
