/** Rows of numbers, one column per quantity; row i belongs to the abscissa x[i]. */
export interface Columns {
  readonly x: Float64Array;
  readonly columns: readonly Float64Array[];
}

/** One quantity against x. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** A table as plain data, for storage. */
export interface SavedTable {
  /** Row by row: the row's index in the sequence, x, then the columns. */
  readonly rows: Float64Array;
  readonly seen: number;
  readonly stride: number;
}

/** NaN ranks above +∞, so that the first NaN survives as its bucket's maximum. */
const above = (value: number, other: number) =>
  value > other || (Number.isNaN(value) && !Number.isNaN(other));

/**
 * Stores an unbounded sequence of rows in bounded memory. The sequence is divided into buckets of `stride` consecutive
 * rows, aligned to multiples of the stride; each bucket keeps the rows in which some column has its minimum or maximum
 * (all rows while there are few). When the buckets run out, the stride doubles. The first and the newest row always
 * remain.
 */
export class DecimatingTable {
  readonly #width: number;
  readonly #buckets: number;
  readonly #rowsPerBucket: number;
  /** Row by row: the row's index in the sequence, x, then the columns. */
  readonly #data: Float64Array;
  #kept = 0;
  #seen = 0;
  #stride: number;

  /**
   * @param columns quantities per row besides x
   * @param capacity the maximum number of rows kept
   */
  constructor(columns: number, capacity = 2000) {
    this.#width = columns + 2;
    this.#rowsPerBucket = 2 * columns;
    this.#buckets = Math.floor((capacity - 2) / this.#rowsPerBucket);
    this.#stride = this.#rowsPerBucket;
    this.#data = new Float64Array((capacity + 1) * this.#width);
  }

  /** The x of the newest row. */
  get newest(): number | undefined {
    return this.#kept === 0 ? undefined : this.#data[(this.#kept - 1) * this.#width + 1];
  }

  /** Rows ever appended. */
  get seen(): number {
    return this.#seen;
  }

  /** Consecutive rows per bucket. */
  get stride(): number {
    return this.#stride;
  }

  append(x: number, values: readonly number[]): void {
    if (this.#seen === this.#stride * this.#buckets) {
      this.#stride *= 2;
      this.#thin(0);
    }
    const at = this.#kept * this.#width;
    this.#data[at] = this.#seen++;
    this.#data[at + 1] = x;
    this.#data.set(values, at + 2);
    this.#kept++;
    // The previous bucket too: its last row remained only because it was the newest.
    this.#thin(this.#startOfBucket(Math.max(0, this.#kept - 2)));
  }

  /** Every row kept, in order. */
  kept(): Columns {
    const column = (offset: number) =>
      Float64Array.from({ length: this.#kept }, (_, row) => this.#data[row * this.#width + offset]);
    return { x: column(1), columns: Array.from({ length: this.#width - 2 }, (_, c) => column(c + 2)) };
  }

  /**
   * One column for drawing, up to x = `upTo`: all rows if they fit into `points`, else each bucket's minimum and maximum
   * in order, with the exact first and last row.
   */
  curve(column: number, upTo = Number.POSITIVE_INFINITY, points = 500): Curve {
    const rows: number[] = [];
    const kept = this.#rowsUpTo(upTo);
    if (kept <= points) for (let row = 0; row < kept; row++) rows.push(row);
    else {
      const maxBuckets = Math.floor((points - 2) / 2);
      let width = this.#kept === this.#seen ? 2 : this.#stride;
      while (Math.ceil(this.#seen / width) > maxBuckets) width *= 2;
      const chosen = new Set([0, kept - 1]);
      this.#eachBucket(0, width, (from, to) => {
        if (from < kept) for (const row of this.#extremes(column, from, Math.min(to, kept))) chosen.add(row);
      });
      rows.push(...[...chosen].sort((one, other) => one - other));
    }
    const pick = (offset: number) => Float64Array.from(rows, (row) => this.#data[row * this.#width + offset]);
    return { x: pick(1), y: pick(column + 2) };
  }

  /** The column in the newest row whose x is at most `x`; undefined before the first. */
  upTo(column: number, x: number): { readonly x: number; readonly y: number } | undefined {
    const row = this.#rowsUpTo(x) - 1;
    if (row < 0) return undefined;
    return { x: this.#data[row * this.#width + 1], y: this.#data[row * this.#width + column + 2] };
  }

  /** The number of rows whose x is at most `x`. */
  #rowsUpTo(x: number): number {
    let low = 0;
    let high = this.#kept;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#data[middle * this.#width + 1] <= x) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Drops the rows whose x is at least `x`. */
  rewind(x: number): void {
    while (this.#kept > 0 && this.#data[(this.#kept - 1) * this.#width + 1] >= x) this.#kept--;
    this.#seen = this.#kept === 0 ? 0 : this.#data[(this.#kept - 1) * this.#width] + 1;
  }

  save(): SavedTable {
    return { rows: this.#data.slice(0, this.#kept * this.#width), seen: this.#seen, stride: this.#stride };
  }

  /** Restores the content of a table with the same number of columns and the same capacity. */
  restore({ rows, seen, stride }: SavedTable): void {
    this.#data.set(rows);
    [this.#kept, this.#seen, this.#stride] = [rows.length / this.#width, seen, stride];
  }

  #bucketOf(row: number, width: number): number {
    return Math.floor(this.#data[row * this.#width] / width);
  }

  #startOfBucket(row: number): number {
    const bucket = this.#bucketOf(row, this.#stride);
    let start = row;
    while (start > 0 && this.#bucketOf(start - 1, this.#stride) === bucket) start--;
    return start;
  }

  #eachBucket(start: number, width: number, visit: (from: number, to: number) => void): void {
    for (let from = start; from < this.#kept; ) {
      let to = from + 1;
      while (to < this.#kept && this.#bucketOf(to, width) === this.#bucketOf(from, width)) to++;
      visit(from, to);
      from = to;
    }
  }

  #extremes(column: number, from: number, to: number): [number, number] {
    let [min, max] = [from, from];
    for (let row = from + 1; row < to; row++) {
      const value = this.#data[row * this.#width + column + 2];
      if (above(this.#data[min * this.#width + column + 2], value)) min = row;
      if (above(value, this.#data[max * this.#width + column + 2])) max = row;
    }
    return [min, max];
  }

  /** From row `start` on, drops the rows that are not an extreme of their bucket, nor the first or the newest row. */
  #thin(start: number): void {
    const stay: number[] = [];
    this.#eachBucket(start, this.#stride, (from, to) => {
      const few = to - from <= this.#rowsPerBucket;
      const chosen = new Set<number>();
      if (!few) {
        for (let c = 0; c < this.#width - 2; c++)
          for (const row of this.#extremes(c, from, to)) chosen.add(row);
      }
      for (let row = from; row < to; row++) {
        if (few || chosen.has(row) || row === 0 || row === this.#kept - 1) stay.push(row);
      }
    });
    let target = start;
    for (const row of stay) {
      this.#data.copyWithin(target * this.#width, row * this.#width, (row + 1) * this.#width);
      target++;
    }
    this.#kept = target;
  }
}
