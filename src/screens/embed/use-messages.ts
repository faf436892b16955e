import { useEffect, useRef } from "react";
import { address } from "../../address";
import { messageOf } from "../../errors";
import { goToScene } from "../../store/lecture";
import { numberOfScene, useLecture } from "../../store/lecture-state";
import { onParentMessage } from "../../store/parent-messages";
import { useScreen } from "../../store/screen";
import type { Autoplay } from "./autoplay";
import { answer, type Command, type EmbedState, idOf, isMessage, news, readCommand } from "./messages";
import type { Runner } from "./runner";

const NOTHING_RUNS = "This screen runs nothing.";
const NO_LECTURE =
  "There are no scenes: the address of the frame must name a lecture, as scenes=ten-minutes.";

/** The words with which reveal.js says that a slide is shown or left. */
const SLIDE = { "slide:start": true, "slide:stop": false } as const;
const slideShown = (data: unknown): boolean | undefined =>
  typeof data === "string" && Object.hasOwn(SLIDE, data) ? SLIDE[data as keyof typeof SLIDE] : undefined;

/** Where to send news: the origin that spoke last. The controls are others after a change of the screen; the page around is not. */
let origin: string | null = null;

/**
 * Follows the messages of the page around the frame. Each is answered, once the networks are built; after the first, that
 * page hears of every change of the state too.
 * @param onSlide is called with whether the slide of the frame is shown, if the deck says so
 */
export function useMessages(
  runner: Runner | null,
  autoplay: Autoplay,
  onSlide: (shown: boolean) => void,
): void {
  const now = useRef({ runner, autoplay, onSlide });
  now.current = { runner, autoplay, onSlide };
  // A scene of the lecture is news.
  useLecture(numberOfScene);
  /** Answers that wait until the networks are built. */
  const waiting = useRef<(() => void)[]>([]);
  const said = useRef("");

  useEffect(
    () =>
      onParentMessage((event) => {
        const { data } = event;
        const shown = slideShown(data);
        if (shown !== undefined) return now.current.onSlide(shown);
        if (!isMessage(data)) return;
        // A page of a sandbox or of a file has the origin “null”, which cannot be addressed.
        const target = event.origin === "null" ? "*" : event.origin;
        origin = target;
        const id = idOf(data);
        const reply = (outcome: Parameters<typeof answer>[1]) =>
          window.parent.postMessage(answer(id, outcome), target);
        const follow = (command: Command) => {
          try {
            obey(command, now.current.runner, now.current.autoplay);
            reply({ state: stateOf(now.current.runner) });
          } catch (error) {
            reply({ error: messageOf(error) });
          }
        };
        try {
          const command = readCommand(data);
          if (now.current.runner && !isSettled(now.current.runner)) {
            waiting.current.push(() => follow(command));
          } else follow(command);
        } catch (error) {
          reply({ error: messageOf(error) });
        }
      }),
    [],
  );

  useEffect(() => {
    if (!runner || isSettled(runner)) for (const follow of waiting.current.splice(0)) follow();
    const state = stateOf(runner);
    const text = JSON.stringify(state);
    if (origin === null || text === said.current) return;
    said.current = text;
    window.parent.postMessage(news(state), origin);
  });
}

/** Whether commands can be followed, or refused for good. */
const isSettled = ({ ready, failure }: Runner): boolean => ready || failure !== null;

function obey(command: Command, runner: Runner | null, autoplay: Autoplay): void {
  if (command.do === "state") return;
  if (command.do === "scene") {
    if (goToScene(command.scene) === null) throw new Error(NO_LECTURE);
    return;
  }
  if (!runner) throw new Error(NOTHING_RUNS);
  if (runner.failure !== null) throw new Error(runner.failure);
  if (command.do === "play") autoplay.play();
  else if (command.do === "set") runner.set(command.key, command.value);
  else {
    autoplay.pause();
    if (command.do === "reset") runner.reset();
    else if (command.do === "step" && command.to !== undefined) runner.showStep(command.to);
    else if (command.do === "step") runner.makeStep();
  }
}

const stateOf = (runner: Runner | null): EmbedState => ({
  screen: useScreen.getState().screen,
  ready: runner?.ready ?? false,
  playing: runner?.playing ?? false,
  ended: runner?.ended ?? false,
  step: runner?.step ?? null,
  shown: runner?.shown ?? null,
  scene: numberOfScene(),
  settings: address.shared(),
});
