/** A selection as plain data, for storage. */
export interface SavedSnapshots<T> {
  readonly items: readonly T[];
  readonly newest: T | undefined;
  readonly every: number;
  readonly seen: number;
}

/**
 * Keeps a bounded, evenly thinned selection of an endless sequence: every `every`-th item, where `every`
 * doubles whenever the room is full, and always the newest.
 */
export class Snapshots<T> {
  readonly #capacity: number;
  #items: T[] = [];
  #newest: T | undefined;
  #every = 1;
  #seen = 0;

  /** @param capacity most items ever kept, the newest included */
  constructor(capacity = 200) {
    this.#capacity = capacity;
  }

  append(item: T): void {
    this.#newest = item;
    if (this.#seen++ % this.#every !== 0) return;
    this.#items.push(item);
    if (this.#items.length < this.#capacity) return;
    this.#items = this.#items.filter((_, index) => index % 2 === 0);
    this.#every *= 2;
  }

  /** Takes the newest item's place, where the same moment was measured again. */
  replaceNewest(item: T): void {
    if (this.#items.length > 0 && this.#items.at(-1) === this.#newest)
      this.#items[this.#items.length - 1] = item;
    this.#newest = item;
  }

  get newest(): T | undefined {
    return this.#newest;
  }

  /** Forgets the newest items, back to the last of which this holds. */
  rewind(stays: (item: T) => boolean): void {
    while (this.#items.length > 0 && !stays(this.#items[this.#items.length - 1])) this.#items.pop();
    if (this.#newest !== undefined && !stays(this.#newest)) this.#newest = this.#items.at(-1);
    this.#seen = this.#items.length * this.#every;
  }

  save(): SavedSnapshots<T> {
    return { items: this.#items, newest: this.#newest, every: this.#every, seen: this.#seen };
  }

  restore({ items, newest, every, seen }: SavedSnapshots<T>): void {
    this.#items = [...items];
    [this.#newest, this.#every, this.#seen] = [newest, every, seen];
  }

  /** What is kept, oldest first, the newest last. */
  all(): readonly T[] {
    if (this.#newest === undefined || this.#items.at(-1) === this.#newest) return this.#items;
    return [...this.#items, this.#newest];
  }
}
