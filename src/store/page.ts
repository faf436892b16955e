import { create } from "zustand";
import { address } from "../address";
import type { Asked } from "../address/hash";
import type { ScreenId } from "../address/keys";
import type { RunConfig } from "../config/schema";
import { formatQuery } from "../config/url";
import { useAppearance } from "./appearance";
import { keepRuns } from "./keep-runs";
import { rememberConfig, rememberedBackend, rememberedConfig, rememberedSpeed } from "./remembered";
import { lab } from "./use-lab";

/** Which screen is shown. */
export const useScreen = create<{ readonly screen: ScreenId }>(() => ({ screen: "lab" }));

/** Shows what the address asks for, the lab's run aside. */
function show({ screen, embed, refusals }: Asked): void {
  useScreen.setState({ screen });
  useAppearance.setState({ embedded: embed });
  for (const { message } of refusals) lab.notify(message, "warning");
}

/**
 * The settings that the page opens with: the address's, if it names one; else those of the last visit. The backend
 * is this machine's affair, so it is remembered unless the address names one.
 */
function startingConfig({ config, named }: Asked): RunConfig {
  if (named.length === 0) return rememberedConfig() ?? config;
  if (named.includes("backend")) return config;
  return { ...config, backend: rememberedBackend() ?? config.backend };
}

/** Opens what the address asks for and keeps address and settings in step from then on. */
export function openPage(): void {
  const { asked } = address;
  show(asked);
  lab.showConfig(startingConfig(asked));
  lab.holdSpeed(asked.speed, rememberedSpeed());
  const play = asked.play ? "play" : null;
  const start = () => {
    if (useScreen.getState().screen === "lab" && lab.state.phase === "idle") lab.load(lab.state.config, play);
  };
  start();
  // On a slide a run is shown, not kept.
  if (!asked.embed) void keepRuns(lab);
  // Opened on another screen, the lab builds its networks when it is first gone to.
  useScreen.subscribe(start);

  const follow = ({ config, speed } = lab.state) => {
    rememberConfig(config);
    address.setRun(config, speed);
  };
  lab.store.subscribe((state, before) => {
    if (state.config !== before.config || state.speed !== before.speed) follow(state);
  });
  follow();
  address.write();

  address.onNavigation(() => {
    const next = address.asked;
    // A link from one screen to another, as the lesson has them, leaves the run alone.
    const meansRun = next.screen === "lab" || next.named.length > 0;
    if (meansRun && formatQuery(next.config) !== formatQuery(lab.state.config)) {
      if (lab.state.phase === "idle") lab.showConfig(next.config);
      else lab.open(next.config, next.play ? "play" : null);
    }
    if (next.speed) lab.setSpeed(next.speed);
    show(next);
  });
}
