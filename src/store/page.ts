import { address } from "../address";
import type { Asked } from "../address/hash";
import type { RunConfig } from "../config/schema";
import { formatQuery } from "../config/url";
import { chosenViews, OPENING_VIEWS } from "../config/views";
import { messageOf } from "../errors";
import { loadPart } from "../load-part";
import type { Scene } from "../scenes/scene";
import { useAppearance } from "./appearance";
import { viewsOf } from "./lab-state";
import { isShownScene, shownScene, useLecture } from "./lecture-state";
import { lookUpOwnText } from "./look-up-own-text";
import type { Next } from "./play-intent";
import { rememberConfig, rememberedBackend, rememberedConfig, rememberedSpeed } from "./remembered";
import { saveRuns } from "./save-runs";
import { useScreen } from "./screen";
import { lab } from "./use-lab";

/** Applies the address, except for the lab's run. */
function show({ screen, embed, figures, theme, view, refusals }: Asked): void {
  useScreen.setState({ screen });
  useAppearance.setState({ embedded: embed, figures, ...(theme && { theme }) });
  lab.showViews(view);
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

/** The scene of a lecture whose address this is; null if it is none, or of a lecture that is still to be opened. */
const sceneOf = (asked: Asked): Scene | null => (isShownScene(asked) ? shownScene() : null);

/** Whether an address names a scene that the page does not show yet. */
const namesScene = (asked: Asked): boolean => asked.scenes !== null && !isShownScene(asked);

/** Has the scene that the address names take the address's place. */
async function openScene(): Promise<void> {
  try {
    const { openLinkedScene } = await loadPart(() => import("./lecture"));
    await openLinkedScene(address.asked);
  } catch (error) {
    lab.notify(`The lecture was not opened: ${messageOf(error)}`, "warning");
  }
}

/** Opens the page as the address says, and keeps address and settings in sync from then on. */
export function openPage(): void {
  if (namesScene(address.asked)) void openScene().then(() => whenAsked(open));
  else whenAsked(open);
}

function open(asked: Asked): void {
  show(asked);
  lab.showConfig(startingConfig(asked));
  // A frame looks the same in every browser, whatever its visitor did in the lab.
  lab.setInitialSpeed(asked.speed, asked.embed ? null : rememberedSpeed());
  if (asked.sequence) lab.showSequence(asked.sequence);
  const start = () => {
    if (useScreen.getState().screen === "lab" && lab.state.phase === "idle") {
      lab.load(lab.state.config, nextOf(asked));
    }
  };
  start();
  // A run embedded in a slide is not saved.
  if (!asked.embed) void saveRuns(lab);
  // If the page opens on another screen, the lab builds its networks when it is first shown.
  useScreen.subscribe(start);

  const follow = (state = lab.state) => {
    const { config, speed, sequence } = state;
    if (!asked.embed) rememberConfig(config);
    address.setRun(config, speed, sequence);
    address.setView(chosenViews(viewsOf(state)));
  };
  lab.store.subscribe((state, before) => {
    const changed = FOLLOWED.some((key) => state[key] !== before[key]);
    if (changed) follow(state);
    if (state.config.text === "own" && before.config.text !== "own") void lookUpOwnText();
  });
  follow();
  useAppearance.subscribe(({ theme }) => address.setTheme(theme));
  address.write();

  address.onNavigation(() => (namesScene(address.asked) ? void openScene() : whenAsked(goTo)));
}

/** The parts of the lab's state that the address has. */
const FOLLOWED = [
  ...(["config", "speed", "sequence"] as const),
  ...(["gradientView", "eigenvalueView", "sequenceView", "statesShown"] as const),
];

/** What the run does as soon as its networks are built. In a frame, its controls start it. */
function nextOf({ play, step, embed }: Asked): Next {
  if (step) {
    if (play && !embed) playFrom(step);
    return { until: step };
  }
  return play && !embed ? "play" : null;
}

/** Plays as soon as the run has made this step and is paused, unless another address is opened meanwhile. */
function playFrom(step: number): void {
  const { asked } = address;
  const stop = lab.store.subscribe(({ phase, playing, step: made }) => {
    if (address.asked !== asked) return stop();
    if (phase !== "ready" || playing || made < step) return;
    stop();
    lab.play();
  });
}

/** Takes up the run of an address: a new one if its settings are others, or if its scene begins with a fresh one. */
function takeRun(next: Asked): void {
  const scene = sceneOf(next);
  const isOfMachine = scene !== null && !next.named.includes("backend");
  const config = isOfMachine ? { ...next.config, backend: lab.state.config.backend } : next.config;
  const isOther = formatQuery(config) !== formatQuery(lab.state.config);
  if (!isOther && (scene === null || scene.entry === "keep")) {
    if (next.step !== null && (scene === null || lab.state.step < next.step)) lab.showStep(next.step);
  } else if (lab.state.phase !== "idle") lab.open(config, nextOf(next));
  else if (next.screen === "lab") lab.load(config, nextOf(next));
  else lab.showConfig(config);
}

/** Opens another address. */
function goTo(next: Asked): void {
  // A link between screens that names no setting, as in the lesson, does not change the run.
  const meansRun = next.screen === "lab" || next.named.length > 0;
  const scene = sceneOf(next);
  const leaves = useLecture.getState().given !== null && !address.isInLecture;
  // The speed of a scene is no choice of the user's that is remembered, and its views are all named.
  if (leaves) lab.setInitialSpeed(next.speed, rememberedSpeed());
  else if (next.speed) lab.setSpeed(next.speed, scene === null);
  if (scene || leaves) lab.showViews(OPENING_VIEWS);
  if (meansRun) takeRun(next);
  if (meansRun) lab.showSequence(next.sequence ?? 1);
  show(next);
}
