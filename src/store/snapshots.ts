/** An item that belongs to a step of the run. */
interface OfStep {
  readonly step: number;
}

/** A selection as plain data, for storage. */
export interface SavedSnapshots<T> {
  readonly items: readonly T[];
  readonly every: number;
}

/**
 * A bounded selection of items along a run, evenly spaced by step whatever its speed: the first item of every `every`
 * steps, with `every` doubled whenever there are too many; always the newest; and those that are pinned. Items may be
 * added in any order; a second item of a step replaces the first.
 */
export class Snapshots<T extends OfStep> {
  /** The maximum number of items, not counting pinned ones; the first and the newest are kept in any case. */
  capacity: number;
  readonly #isPinned: (step: number) => boolean;
  /** By step. */
  #items: T[] = [];
  #every = 1;

  /**
   * @param capacity the maximum number of items, not counting pinned ones
   * @param isPinned whether the item of a step must not be dropped
   */
  constructor(capacity = 256, isPinned: (step: number) => boolean = () => false) {
    [this.capacity, this.#isPinned] = [capacity, isPinned];
  }

  put(item: T): void {
    const place = this.#items.findLastIndex(({ step }) => step <= item.step);
    const replaced = place >= 0 && this.#items[place].step === item.step ? 1 : 0;
    this.#items.splice(place + 1 - replaced, replaced, item);
    this.#thin();
    const capacity = Math.max(2, this.capacity);
    while (this.#items.length > capacity && this.#unpinned > capacity) {
      this.#every *= 2;
      this.#thin();
    }
  }

  get #unpinned(): number {
    return this.#items.reduce((count, { step }) => count + (this.#isPinned(step) ? 0 : 1), 0);
  }

  #thin(): void {
    const bucket = ({ step }: T) => Math.floor(step / this.#every);
    const last = this.#items.length - 1;
    this.#items = this.#items.filter(
      (item, i) =>
        i === 0 || i === last || bucket(item) !== bucket(this.#items[i - 1]) || this.#isPinned(item.step),
    );
  }

  get newest(): T | undefined {
    return this.#items.at(-1);
  }

  /** The item of this step, or else of the last step before it that has one. */
  upTo(step: number): T | undefined {
    return this.#items.findLast((item) => item.step <= step);
  }

  /** The item of exactly this step. */
  at(step: number): T | undefined {
    const item = this.upTo(step);
    return item?.step === step ? item : undefined;
  }

  /** Drops the items after a step. */
  rewind(step: number): void {
    this.#items = this.#items.filter((item) => item.step <= step);
  }

  save(): SavedSnapshots<T> {
    return { items: this.#items, every: this.#every };
  }

  restore({ items, every }: SavedSnapshots<T>): void {
    [this.#items, this.#every] = [[...items], every];
  }

  /** All items, oldest first. */
  all(): readonly T[] {
    return this.#items;
  }
}
