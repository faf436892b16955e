import type { RunConfig } from "../config/schema";
import type { Speed } from "../config/speed";
import { DEFAULT_QUERY, formatQuery } from "../config/url";
import type { Views } from "../config/views";
import { type Asked, type Content, parseHash, printHash } from "./hash";
import type { Own, Owner, Pair, ScreenId, Theme } from "./keys";

/** The browser's address bar, as far as the part from `#` on is concerned. */
export interface AddressBar {
  /** The hash with its `#`; empty if there is none. */
  read(): string;
  /** Replaces the hash in the present entry of the browser's history, without an event. */
  replace(hash: string): void;
  /** Adds an entry with this hash to the browser's history, without an event. */
  push(hash: string): void;
  /** Goes to a hash as a link does: a new entry in the history, and an event some time later. */
  go(hash: string): void;
}

/** Browsers refuse addresses that are written much more often than this, in milliseconds. */
const WRITE_DELAY = 250;

/**
 * The page's address: the one that was opened, and the changes that the page has made since. A change is visible to links
 * and readers at once; the browser's address bar follows when nothing has changed for {@link WRITE_DELAY}.
 */
export class Address {
  readonly #bar: AddressBar;
  #asked: Asked;
  #content: Content;
  #hash: string;
  /** The bar's hash as it was last read or written here. */
  #seen: string;
  #pending: ReturnType<typeof setTimeout> | undefined;
  /** The hash of the link that is being followed. */
  #followed: string | undefined;
  readonly #afterNavigation = new Set<() => void>();
  readonly #afterChange = new Set<() => void>();

  constructor(bar: AddressBar) {
    this.#bar = bar;
    this.#seen = bar.read();
    this.#asked = parseHash(this.#seen);
    this.#content = contentOf(this.#asked);
    this.#hash = printHash(this.#content);
  }

  /** The parsed address that was last opened: at page load, or by a link, Back or Forward. */
  get asked(): Asked {
    return this.#asked;
  }

  /** The present address from `#` on, which the bar may not show yet. */
  get hash(): string {
    return this.#hash;
  }

  /** A screen's own keys as they are now. */
  own(screen: Owner): readonly Pair[] {
    return this.#content.own[screen];
  }

  /**
   * Sets the lab's part: the run's settings, the speed if one was chosen, and the held-out sequence if not the first.
   * Other settings make another run, so that a step of the address no longer applies.
   */
  setRun(config: RunConfig, speed: Speed | null, sequence: number): void {
    const query = formatQuery(config);
    const step = query === this.#content.query ? this.#content.step : null;
    this.#set({ query, speed, sequence: sequence === 1 ? null : sequence, step });
  }

  /** Sets the chosen views of the lab's figures, without those that it opens with. */
  setView(view: Views): void {
    this.#set({ view });
  }

  /** Sets the theme, if the address names one. */
  setTheme(theme: Theme): void {
    if (this.#content.theme !== null) this.#set({ theme });
  }

  /** Whether the page is in a lecture, also where a link has led away from its scene. */
  get isInLecture(): boolean {
    return this.#content.scenes !== null;
  }

  /** Sets which scene of which lecture is shown; null if none is. */
  setScene(shown: { readonly scenes: string; readonly scene: number } | null): void {
    this.#set(shown ?? { scenes: null, scene: null });
  }

  /** Sets all of a screen's own keys. */
  setOwn(screen: Owner, pairs: readonly Pair[]): void {
    this.#set({ own: { ...this.#content.own, [screen]: pairs } });
  }

  /** The hash of a link to a screen, with everything as it is now except the own keys given and the scene that it leaves. */
  link(screen: ScreenId, own: Partial<Own> = {}): string {
    const all = { ...this.#content.own, ...own };
    return printHash({ ...this.#content, screen, own: all, scenes: null, scene: null });
  }

  /**
   * The hash for sharing, without what a frame needs, unless `part` has it. It always names a setting, so that it overrides
   * the settings that the recipient's browser remembers.
   */
  shared(part: Partial<Content> = {}): string {
    const { screen, query, speed, sequence, view, own } = this.#content;
    return printHash({
      screen,
      query: query || DEFAULT_QUERY,
      speed,
      sequence,
      view,
      ...(screen !== "lab" && { own }),
      ...part,
    });
  }

  /** Follows a link. */
  go(hash: string): void {
    this.flush();
    this.follow(hash);
    this.#bar.go(hash);
  }

  /**
   * Hears that a link of the page is being followed: the lecture that is given is not left by it, although its hash names
   * no scene.
   */
  follow(hash: string): void {
    this.#followed = hash;
  }

  /** Opens another address: in the place of the present one in the browser's history, or in an entry behind it. */
  enter(hash: string, place: "here" | "behind" = "here"): void {
    if (place === "here") this.#bar.replace(hash);
    else {
      this.flush();
      this.#bar.push(hash);
    }
    this.navigated();
  }

  /** Puts the present address into the bar. */
  write(): void {
    this.#forget();
    // The browser has navigated to another address, and its event is still to come: that address takes precedence.
    if (this.#bar.read() !== this.#seen) return;
    const hash = this.#hash === "#" ? "" : this.#hash;
    if (hash === this.#seen) return;
    this.#bar.replace(hash);
    this.#seen = this.#bar.read();
  }

  /** Writes a pending change now, if there is one. */
  flush(): void {
    if (this.#pending !== undefined) this.write();
  }

  /** Parses the address that was last opened again, by what has become known since. */
  reread(): Asked {
    this.#asked = parseHash(this.#seen);
    return this.#asked;
  }

  /** Handles navigation to another hash. A pending change is dropped, because the new address takes precedence. */
  navigated(): void {
    this.#forget();
    this.#seen = this.#bar.read();
    this.#asked = parseHash(this.#seen);
    // The run, its speed, sequence and views follow when the lab has taken them up.
    const { query, speed, sequence, view, scenes, scene } = this.#content;
    const stays = this.#followed === this.#seen && this.#asked.scenes === null && scenes !== null;
    this.#followed = undefined;
    this.#content = {
      ...contentOf(this.#asked),
      ...{ query, speed, sequence, view },
      ...(stays && { scenes, scene }),
    };
    this.#hash = printHash(this.#content);
    if (stays) this.#writeSoon();
    for (const listener of this.#afterNavigation) listener();
    for (const listener of this.#afterChange) listener();
  }

  /** Calls back after navigation by a link, Back or Forward. @returns a function that unsubscribes */
  readonly onNavigation = (listener: () => void): (() => void) => {
    this.#afterNavigation.add(listener);
    return () => void this.#afterNavigation.delete(listener);
  };

  /** Calls back after every change, by navigation or by the page. @returns a function that unsubscribes */
  readonly onChange = (listener: () => void): (() => void) => {
    this.#afterChange.add(listener);
    return () => void this.#afterChange.delete(listener);
  };

  #set(part: Partial<Content>): void {
    const content = { ...this.#content, ...part };
    const hash = printHash(content);
    this.#content = content;
    if (hash === this.#hash) return;
    this.#hash = hash;
    this.#writeSoon();
    for (const listener of this.#afterChange) listener();
  }

  #writeSoon(): void {
    this.#forget();
    this.#pending = setTimeout(() => this.write(), WRITE_DELAY);
  }

  #forget(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }
}

/** The content of the address that was asked for. */
function contentOf({ config, named: _, refusals: __, ...content }: Asked): Content {
  return { ...content, query: formatQuery(config) };
}
