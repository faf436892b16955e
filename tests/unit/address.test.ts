import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Address, type AddressBar } from "../../src/address/address";
import { hashOf, parseHash, printHash } from "../../src/address/hash";
import {
  FLAGS,
  figuresOf,
  OWN_KEYS,
  OWNERS,
  type Pair,
  readOwn,
  SCREENS,
  STARTS,
  THEMES,
  writeOwn,
} from "../../src/address/keys";
import { DEFAULT_CONFIG } from "../../src/config/schema";
import { SPEEDS } from "../../src/config/speed";
import { formatQuery } from "../../src/config/url";
import { VIEWS } from "../../src/config/views";

const pairsOf = (names: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: "binary" })), { maxLength: 3 });
const anyContent = fc
  .record({
    screen: fc.constantFrom(...SCREENS),
    query: fc.constantFrom("", "task=adding&lr=0.1"),
    speed: fc.constantFrom(null, ...SPEEDS),
    sequence: fc.constantFrom(null, 1, 4, 128),
    view: fc.record(
      {
        gradient: fc.constantFrom(...VIEWS.gradient),
        eigenvalues: fc.constantFrom(...VIEWS.eigenvalues),
        sequence: fc.constantFrom(...VIEWS.sequence),
        states: fc.constantFrom(...VIEWS.states),
      },
      { requiredKeys: [] },
    ),
    step: fc.constantFrom(null, 0, 7, 500),
    theme: fc.constantFrom(null, ...THEMES),
    start: fc.constantFrom(null, ...STARTS),
    play: fc.boolean(),
    loop: fc.boolean(),
    embed: fc.boolean(),
    own: fc.record({
      counterexample: pairsOf(OWN_KEYS.counterexample),
      why: pairsOf(OWN_KEYS.why),
      experiments: pairsOf(OWN_KEYS.experiments),
    }),
  })
  .chain((content) =>
    fc
      .tuple(
        fc.subarray(content.embed ? [...figuresOf(content.screen)] : []),
        fc.constantFrom(null, "ten-minutes", "own-1", "z.-_aZ9"),
        fc.constantFrom(null, 1, 200),
      )
      .map(([figures, scenes, scene]) => ({ ...content, figures, scenes, scene: scenes && scene })),
  );

describe("an address", () => {
  it("is read as it was printed, whichever keys it has", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const { config, named, refusals, ...rest } = parseHash(printHash(content));
        expect(refusals).toEqual([]);
        expect({ ...rest, query: formatQuery(config) }).toEqual(content);
        expect(named).toEqual(content.query ? ["task", "lr"] : []);
      }),
    );
  });

  it("is printed in one order: screen, settings, what is shown, the screens' own keys, flags", () => {
    const own = {
      counterexample: [["matrix", "0,-1;1,0"]],
      why: [["chapter", "unitary"]],
      experiments: [],
    } as const;
    const content = { screen: "why", query: "lr=0.1", speed: "25", sequence: 4, own } as const;
    expect(printHash({ ...content, play: true, embed: true })).toBe(
      "#screen=why&lr=0.1&speed=25&sequence=4&counterexample.matrix=0,-1;1,0&why.chapter=unitary&play&embed",
    );
    const frame = { view: { states: "c", gradient: "step" }, step: 0, theme: "dark", loop: true } as const;
    expect(
      printHash({
        ...frame,
        speed: "5",
        play: true,
        start: "now",
        embed: true,
        figures: ["gradient", "loss"],
      }),
    ).toBe("#speed=5&view=gradient:step,states:c&step=0&theme=dark&play&loop&start=now&embed=gradient,loss");
    expect(printHash({})).toBe("#");
    expect(hashOf("why", [])).toBe("#screen=why");
  });

  it.each([
    ["#play", true],
    ["#play=", true],
    ["#play=1", true],
    ["#play=0", false],
    ["#play=false", false],
  ])("%s plays: %s, and the address says the same afterwards", (hash, play) => {
    expect(parseHash(hash)).toMatchObject({ play, refusals: [] });
    expect(parseHash(printHash(parseHash(hash))).play).toBe(play);
  });

  it.each([
    ["#embed", true, []],
    ["#embed=1", true, []],
    ["#embed=true", true, []],
    ["#embed=0", false, []],
    ["#embed=gradient", true, ["gradient"]],
    ["#embed=loss,gradient,loss", true, ["loss", "gradient"]],
    ["#embed=gradient%2Closs", true, ["gradient", "loss"]],
    ["#screen=counterexample&embed=norms", true, ["norms"]],
    ["#screen=why&embed=powers,spectrum", true, ["powers", "spectrum"]],
  ])("%s embeds: %s, of the figures %j", (hash, embed, figures) => {
    expect(parseHash(hash)).toMatchObject({ embed, figures, refusals: [] });
  });

  it.each([
    ["screen=attic", "screen = “attic” was refused: it must be one of lab, counterexample, why, "],
    ["speed=fast", "speed = “fast” was refused: it must be one of 1, 5, 25, 100, full."],
    ["sequence=0", "sequence = “0” was refused: it must be a whole number from 1 to 128."],
    ["sequence=129", "sequence = “129” was refused: it must be a whole number from 1 to 128."],
    ["sequence=1.5", "sequence = “1.5” was refused: it must be a whole number from 1 to 128."],
    ["step=501", "step = “501” was refused: it must be a whole number from 0 to 500."],
    ["step=-1", "step = “-1” was refused: it must be a whole number from 0 to 500."],
    ["theme=blue", "theme = “blue” was refused: it must be one of light, dark."],
    ["scenes=Mine!", "scenes = “Mine!” was refused: it must be the id of a lecture, "],
    ["scene=0", "scene = “0” was refused: it must be a whole number from 1 to 200."],
    ["start=later", "start = “later” was refused: it must be one of visible, now."],
    ["view=gradient", "view = “gradient” was refused: it must be one of gradient:relative, gradient:last, "],
    [
      "view=sequence:network,loss:log",
      "view = “loss:log” was refused: it must be a figure and its view such as gradient:heat-last; the figures are gradient, eigenvalues, sequence, states.",
    ],
    ["lr=20", "lr = “20” was refused: it must be a number from 0.000001 to 10."],
    ["whys.chapter=unitary", "“whys.chapter” is not a setting of the lab."],
    ["foo", "“foo” is not a setting of the lab."],
  ])("says of %s what is wrong and keeps the rest", (part, sentence) => {
    const { refusals, config, embed } = parseHash(`#${part}&units=8&embed`);
    expect(refusals.map(({ message }) => message)).toEqual([expect.stringContaining(sentence)]);
    expect({ units: config.units, embed }).toEqual({ units: 8, embed: true });
  });

  it("refuses the entries of a list one by one and keeps the others", () => {
    const { refusals, figures, view } = parseHash(
      "#embed=gradient,norms,x&view=sequence:plane,gradient:x,states:c",
    );
    expect({ figures, view }).toEqual({ figures: ["gradient"], view: { sequence: "plane", states: "c" } });
    expect(refusals.map(({ key, given }) => [key, given])).toEqual([
      ["view", "gradient:x"],
      ["embed", "norms"],
      ["embed", "x"],
    ]);
    expect(refusals[1].message).toBe(
      "embed = “norms” was refused: it must be without a value, or figures of this screen joined by commas: gradient, eigenvalues, sequence, loss, accuracy, drift.",
    );
    const about = parseHash("#screen=about&embed=gradient");
    expect(about).toMatchObject({ embed: true, figures: [] });
    expect(about.refusals[0].message).toBe(
      "embed = “gradient” was refused: it must be without a value on this screen.",
    );
  });

  it("takes a step that the run's length has", () => {
    expect(parseHash("#steps=900&step=800")).toMatchObject({ step: 800, refusals: [] });
    expect(parseHash("#steps=90&step=800").refusals[0].message).toContain("from 0 to 90.");
  });

  it("leaves a screen's own keys to that screen", () => {
    const { own, refusals } = parseHash("#counterexample.lr=fast&why.chapter=none&counterexample.foo=1");
    expect(refusals).toEqual([]);
    expect(own).toEqual({
      counterexample: [
        ["lr", "fast"],
        ["foo", "1"],
      ],
      why: [["chapter", "none"]],
      experiments: [],
    });
  });
});

describe("a screen's table of keys", () => {
  const table = {
    size: {
      read: (text: string) => (/^\d$/.test(text) ? { size: Number(text) } : "a digit"),
      write: ({ size }: { size: number }) => (size === 0 ? null : String(size)),
    },
  };

  it("gives the values, and a sentence for each key or value that is not in it", () => {
    const { values, refusals } = readOwn("why", table, [
      ["size", "4"],
      ["size", "four"],
      ["toString", "1"],
    ]);
    expect(values).toEqual({ size: 4 });
    expect(refusals).toEqual([
      "why.size = “four” was refused: it must be a digit.",
      "“why.toString” is not a setting of this screen; why.size is.",
    ]);
  });

  it("writes what needs a word", () => {
    expect(writeOwn(table, { size: 3 })).toEqual([["size", "3"]]);
    expect(writeOwn(table, { size: 0 })).toEqual([]);
  });
});

/** A browser whose events come later than the change of the address, as they do. */
class SlowBar implements AddressBar {
  /** The history, the present entry last. */
  readonly entries: string[];

  constructor(hash: string) {
    this.entries = [hash];
  }
  read() {
    return this.entries[this.entries.length - 1];
  }
  replace(hash: string) {
    this.entries[this.entries.length - 1] = hash;
  }
  push(hash: string) {
    this.entries.push(hash);
  }
  go(hash: string) {
    this.entries.push(hash);
  }
}

function opened(hash: string) {
  const bar = new SlowBar(hash);
  return { bar, address: new Address(bar) };
}
const LARGE: readonly Pair[] = [["lr", "1e-8"]];

describe("the page's address", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is written once, when nothing was set for a while, in the same entry of the history", () => {
    const { bar, address } = opened("");
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.1 }, null, 1);
    vi.advanceTimersByTime(200);
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.2 }, "25", 1);
    address.setOwn("counterexample", LARGE);
    vi.advanceTimersByTime(200);
    expect(bar.entries).toEqual([""]);
    vi.advanceTimersByTime(100);
    expect(bar.entries).toEqual(["#lr=0.2&speed=25&counterexample.lr=1e-8"]);
  });

  it("has no # when all is as usual", () => {
    const { bar, address } = opened("#lr=0.1");
    address.setRun(DEFAULT_CONFIG, null, 1);
    address.flush();
    expect(bar.entries).toEqual([""]);
  });

  it("is heard at once by links, whatever the bar shows yet", () => {
    const { bar, address } = opened("#screen=counterexample&units=8&embed");
    const heard = vi.fn();
    address.onChange(heard);
    address.setRun({ ...DEFAULT_CONFIG, lr: 1 }, null, 1);
    address.setOwn("counterexample", LARGE);
    expect(heard).toHaveBeenCalledTimes(2);
    expect(address.link("lab")).toBe("#lr=1&counterexample.lr=1e-8&embed");
    expect(address.link("why", { why: [["chapter", "unitary"]], counterexample: [] })).toBe(
      "#screen=why&lr=1&why.chapter=unitary&embed",
    );
    expect(bar.read()).toBe("#screen=counterexample&units=8&embed");
  });

  it("sets nothing that it says already", () => {
    const { bar, address } = opened("#foo=1&screen=counterexample&counterexample.lr=1e-8");
    const heard = vi.fn();
    address.onChange(heard);
    address.setOwn("counterexample", LARGE);
    vi.advanceTimersByTime(1000);
    expect(heard).not.toHaveBeenCalled();
    expect(bar.read()).toBe("#foo=1&screen=counterexample&counterexample.lr=1e-8");
    // On opening the page everything that was refused goes.
    address.write();
    expect(bar.read()).toBe("#screen=counterexample&counterexample.lr=1e-8");
  });

  it("does not write the old screen over a link that was followed a moment ago", () => {
    const { bar, address } = opened("#lr=0.1");
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.2 }, null, 1);
    // The browser is there already; its event is still to come when the delay is over.
    bar.go("#screen=experiments&lr=0.2");
    vi.advanceTimersByTime(1000);
    expect(bar.entries).toEqual(["#lr=0.1", "#screen=experiments&lr=0.2"]);
    address.navigated();
    expect(address.asked.screen).toBe("experiments");
    vi.advanceTimersByTime(1000);
    expect(bar.entries).toEqual(["#lr=0.1", "#screen=experiments&lr=0.2"]);
  });

  it("drops what waited to be written when a link, Back or Forward was followed", () => {
    const { bar, address } = opened("#screen=counterexample");
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.2 }, null, 1);
    address.setOwn("counterexample", LARGE);
    bar.go("#screen=why");
    address.navigated();
    vi.advanceTimersByTime(1000);
    expect(bar.read()).toBe("#screen=why");
    expect(address.own("counterexample")).toEqual([]);
  });

  it("writes what waited before a link is followed, so that Back finds it", () => {
    const { bar, address } = opened("");
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.2 }, null, 1);
    address.go(address.link("check"));
    expect(bar.entries).toEqual(["#lr=0.2", "#screen=check&lr=0.2"]);
  });

  it("is still of a lecture when a link of the page was followed, and no longer when another address was opened", () => {
    const { bar, address } = opened("#screen=why&scenes=vanishing&scene=6");
    const link = address.link("lab");
    expect(link).toBe("#");
    address.follow("#lr=0.1");
    bar.go("#lr=0.1");
    address.navigated();
    expect(address.isInLecture).toBe(true);
    expect(address.asked.scenes).toBe(null);
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.1 }, null, 1);
    vi.advanceTimersByTime(1000);
    expect(bar.read()).toBe("#lr=0.1&scenes=vanishing&scene=6");
    // By Back, or typed.
    bar.go("#lr=0.2");
    address.navigated();
    expect(address.isInLecture).toBe(false);
    vi.advanceTimersByTime(1000);
    expect(bar.read()).toBe("#lr=0.2");
  });

  it("is entered in the present entry of the history, or in one behind it, which has what waited to be written", () => {
    const { bar, address } = opened("#lr=0.1");
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.2 }, null, 1);
    address.enter("#scenes=vanishing&scene=1", "behind");
    address.enter("#scenes=vanishing&scene=2");
    expect(bar.entries).toEqual(["#lr=0.2", "#scenes=vanishing&scene=2"]);
    expect(address.asked.scene).toBe(2);
  });

  it("tells of navigation those who ask, with what it asks for, until they stop", () => {
    const { bar, address } = opened("#units=8");
    const screens: string[] = [];
    const stop = address.onNavigation(() => screens.push(address.asked.screen));
    const go = (hash: string) => {
      bar.go(hash);
      address.navigated();
    };
    go("#screen=why&why.chapter=unitary");
    expect(address.own("why")).toEqual([["chapter", "unitary"]]);
    expect(address.asked.named).toEqual([]);
    // The link named no setting, so the run is as it was, and links from here on say so.
    expect(address.link("lab")).toBe("#units=8&why.chapter=unitary");
    stop();
    go("#");
    expect(screens).toEqual(["why"]);
  });

  it("keeps what a frame asked for, except for the step, which belongs to the settings, and a theme that was changed", () => {
    const { address } = opened("#step=40&theme=dark&play&loop&start=now&embed=gradient");
    address.setRun(DEFAULT_CONFIG, "25", 1);
    address.setView({ gradient: "jacobian" });
    const frame = "play&loop&start=now&embed=gradient";
    expect(address.hash).toBe(`#speed=25&view=gradient:jacobian&step=40&theme=dark&${frame}`);
    address.setTheme("light");
    address.setRun({ ...DEFAULT_CONFIG, lr: 0.1 }, null, 1);
    expect(address.hash).toBe(`#lr=0.1&view=gradient:jacobian&theme=light&${frame}`);
  });

  it("does not name a theme because it was changed", () => {
    const { address } = opened("#lr=0.1");
    address.setTheme("dark");
    expect(address.hash).toBe("#lr=0.1");
  });

  it("is shared with the view, and with what else is given", () => {
    const { address } = opened("#lr=0.1&view=sequence:plane&step=3&theme=dark&embed=loss");
    expect(address.shared()).toBe("#lr=0.1&view=sequence:plane");
    expect(address.shared({ step: 12, theme: "light", speed: "5" })).toBe(
      "#lr=0.1&speed=5&view=sequence:plane&step=12&theme=light",
    );
  });

  it("is never empty when shared, for then the settings remembered over there would win", () => {
    expect(opened("#play&counterexample.lr=1").address.shared()).toBe("#task=copying");
    expect(opened("#embed&screen=counterexample&seed=7&speed=5&counterexample.lr=1").address.shared()).toBe(
      "#screen=counterexample&seed=7&speed=5&counterexample.lr=1",
    );
  });
});

it("every owner of keys is a screen, and no flag or setting is taken for one", () => {
  for (const owner of OWNERS) expect(SCREENS).toContain(owner);
  for (const flag of FLAGS) expect(OWNERS).not.toContain(flag);
});
