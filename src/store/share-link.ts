import { address } from "../address";
import type { Content } from "../address/hash";
import type { Speed } from "../config/speed";
import { useAppearance } from "./appearance";
import { type LabState, pendingChanges } from "./lab-state";
import { rememberedTheme } from "./remembered";
import { useScreen } from "./screen";
import { lab } from "./use-lab";

/**
 * The step that a link opens at: the one that is looked at, or the newest of a paused run. Null if the run is at its start or
 * plays, or if its settings alone do not lead there: after a fork, after changes in mid-run, and while settings wait.
 */
export function stepOfLink(state: LabState): number | null {
  const { lookedAt, playing, step, fork, changes } = state;
  if (fork || changes.length > 0 || pendingChanges(state).length > 0) return null;
  const shown = lookedAt ?? (playing ? 0 : step);
  return shown > 0 && shown <= state.config.steps ? shown : null;
}

/** The speed that a link carries: the one that was chosen, on this page or on an earlier visit; null if none was. */
export const speedOfLink = ({ speed, usualSpeed }: LabState): Speed | null => speed ?? usualSpeed;

/** What a link carries of how the page is shown now: what somebody chose, and on the lab's screen the step. */
function shownNow(): Pick<Content, "speed" | "step" | "theme"> {
  const { theme } = useAppearance.getState();
  const isChosen = rememberedTheme() !== null || address.asked.theme !== null;
  return {
    speed: speedOfLink(lab.state),
    step: useScreen.getState().screen === "lab" ? stepOfLink(lab.state) : null,
    theme: isChosen ? theme : null,
  };
}

const linkOf = (hash: string) => location.href.split("#")[0] + hash;

/** Returns a link to this screen as it is now. */
export const shareLink = (): string => linkOf(address.shared(shownNow()));

/** The choices for a frame. */
export type Frame = Pick<Content, "figures" | "play" | "loop" | "theme" | "speed" | "step">;

/** Returns the address of a frame that shows this screen with its present settings. */
export const frameLink = (frame: Frame): string => linkOf(address.shared({ ...frame, embed: true }));
