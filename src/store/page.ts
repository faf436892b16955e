import { create } from "zustand";
import { formatQuery, parseHash } from "../config/url";
import { formatAddress, SCREENS, type ScreenId, speaksOfRun, startingAddress } from "./address";
import { useAppearance } from "./appearance";
import { keepRuns } from "./keep-runs";
import { rememberConfig, rememberedSpeed } from "./remembered";
import { lab } from "./use-lab";

/** Which screen is shown. */
export const useScreen = create<{ readonly screen: ScreenId }>(() => ({ screen: "lab" }));

/** Browsers refuse addresses that are written much more often than this, in milliseconds. */
const ADDRESS_INTERVAL = 250;

function showScreen(wanted: string): void {
  const screen = SCREENS.find((id) => id === wanted);
  if (!screen) {
    lab.notify(
      `screen = “${wanted.slice(0, 40)}” was refused: it must be one of ${SCREENS.join(", ")}.`,
      "warning",
    );
  }
  useScreen.setState({ screen: screen ?? "lab" });
}

/** Puts the present settings into the address bar. */
function writeAddress(): void {
  const { config, speed } = lab.state;
  rememberConfig(config);
  const hash = formatAddress(config, useScreen.getState().screen, location.hash, speed);
  if (hash === location.hash || (hash === "#" && location.hash === "")) return;
  history.replaceState(history.state, "", hash === "#" ? location.pathname + location.search : hash);
}

/** Opens what the address asks for and keeps address and settings in step from then on. */
export function openPage(): void {
  const address = startingAddress(location.hash);
  showScreen(address.screen);
  useAppearance.setState({ embedded: address.embed });
  for (const { message } of address.refusals) lab.notify(message, "warning");
  lab.hold(address.config);
  lab.holdSpeed(address.speed, rememberedSpeed());
  const play = address.play ? "play" : null;
  const start = () => {
    if (useScreen.getState().screen === "lab" && lab.state.phase === "idle") lab.load(lab.state.config, play);
  };
  start();
  // On a slide a run is shown, not kept.
  if (!address.embed) void keepRuns(lab);
  // Opened on another screen, the lab builds its networks when it is first gone to.
  useScreen.subscribe(start);

  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = lab.state;
  lab.store.subscribe((state) => {
    const { config, speed } = state;
    if (config === written.config && speed === written.speed) return;
    written = state;
    clearTimeout(timer);
    timer = setTimeout(writeAddress, ADDRESS_INTERVAL);
  });
  writeAddress();

  addEventListener("hashchange", () => {
    clearTimeout(timer);
    const next = parseHash(location.hash);
    // A link from one screen to another, as the lesson has them, leaves the run alone.
    const meansRun = next.screen === "lab" || speaksOfRun(location.hash);
    if (meansRun && formatQuery(next.config) !== formatQuery(lab.state.config)) {
      if (lab.state.phase === "idle") lab.hold(next.config);
      else lab.open(next.config, next.play ? "play" : null);
    }
    if (next.speed) lab.setSpeed(next.speed);
    showScreen(next.screen);
    useAppearance.setState({ embedded: next.embed });
    for (const { message } of next.refusals) lab.notify(message, "warning");
  });
}
