import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answer,
  type EmbedState,
  FORMAT,
  idOf,
  isMessage,
  news,
  readCommand,
} from "../../src/screens/embed/messages";

const message = (parts: object) => ({ format: "unitary-rnn-lab/message", version: 1, ...parts });
const STATE: EmbedState = {
  screen: "lab",
  ready: true,
  playing: false,
  ended: false,
  step: 3,
  shown: 2,
  scene: null,
  settings: "#lr=0.1",
};

describe("a message to an embedded page", () => {
  it.each([
    [{ do: "play" }, { do: "play" }],
    [{ do: "pause" }, { do: "pause" }],
    [{ do: "reset" }, { do: "reset" }],
    [{ do: "state" }, { do: "state" }],
    [{ do: "step" }, { do: "step" }],
    [
      { do: "step", to: 0 },
      { do: "step", to: 0 },
    ],
    [
      { do: "set", key: "lr", value: 0.1 },
      { do: "set", key: "lr", value: 0.1 },
    ],
    [
      { do: "set", key: "b.rule", value: "euclidean" },
      { do: "set", key: "b.rule", value: "euclidean" },
    ],
    [
      { do: "scene", scene: 3 },
      { do: "scene", scene: 3 },
    ],
    // What a later version may add is dropped.
    [{ do: "play", id: 7, loud: true }, { do: "play" }],
  ])("%j is read", (parts, command) => {
    expect(readCommand(message(parts))).toEqual(command);
  });

  it.each([
    [{}, "do = “nothing” was refused: it must be one of play, pause, reset, step, scene, set, state."],
    [
      { do: "jump" },
      "do = “jump” was refused: it must be one of play, pause, reset, step, scene, set, state.",
    ],
    [{ do: "toString" }, "do = “toString” was refused: it must be one of play, "],
    [{ do: "play", version: 2 }, "version = “2” was refused: it must be 1."],
    [{ do: "scene", scene: 0 }, "scene = “0” was refused: it must be the number of a scene, from 1 on."],
    [{ do: "step", to: -1 }, "to = “-1” was refused: it must be a whole number from 0 on."],
    [{ do: "step", to: "9" }, "to = “9” was refused: it must be a whole number from 0 on."],
    [{ do: "step", to: 1.5 }, "to = “1.5” was refused: it must be a whole number from 0 on."],
    [
      { do: "set", value: 1 },
      "key = “nothing” was refused: it must be the key of a setting, as in the address.",
    ],
    [{ do: "set", key: "lr" }, "value = “nothing” was refused: it must be text or a number."],
    [{ do: "set", key: "lr", value: [1] }, "value = “a list” was refused: it must be text or a number."],
    [{ do: "play", id: {} }, "id = “an object” was refused: it must be text or a number, if it is there."],
  ])("%j is refused with a sentence", (parts, sentence) => {
    expect(() => readCommand(message(parts))).toThrow(sentence);
  });

  it("of another format is none", () => {
    const others = [null, 1, "slide:start", [], {}, { format: "other" }, { do: "play", version: 1 }];
    expect(others.filter(isMessage)).toEqual([]);
    expect(isMessage(message({ do: "jump" }))).toBe(true);
  });

  it("of any content is read or refused with a sentence", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (parts, command) => {
        try {
          readCommand(message({ ...parts, do: command }));
        } catch (error) {
          expect((error as Error).message).toMatch(/ was refused: it must .*\.$/s);
        }
      }),
    );
  });
});

describe("an answer", () => {
  it("has the id of its message, if that is one", () => {
    expect(idOf(message({ id: "a" }))).toBe("a");
    expect(idOf(message({ id: {} }))).toBeUndefined();
    expect(answer("a", { state: STATE })).toEqual({
      format: FORMAT,
      version: 1,
      id: "a",
      ok: true,
      state: STATE,
    });
    expect(answer(undefined, { error: "No." })).toEqual({
      format: FORMAT,
      version: 1,
      ok: false,
      error: "No.",
    });
    expect(news(STATE)).toEqual({ format: FORMAT, version: 1, news: "state", state: STATE });
  });
});
