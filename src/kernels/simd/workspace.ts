/** The size of a float32 or an int32 in bytes. */
export const FLOAT = 4;
const PAGE = 65536;
const ALIGNMENT = 16;

/** The layout of rows of n numbers, each padded to `width`, in groups of `batch` rows padded to `paddedBatch`. */
export interface Layout {
  readonly batch: number;
  readonly paddedBatch: number;
  readonly n: number;
  readonly width: number;
}

/** The smallest multiple that is at least `count`. */
export const upTo = (multiple: number, count: number) => Math.ceil(count / multiple) * multiple;

/** The layout of consecutive rows of n numbers, each padded to `width`, by default the next multiple of eight. */
export const rowsOf = (n: number, width = upTo(8, n)): Layout => ({ batch: 1, paddedBatch: 1, n, width });

type Numbers = Float32Array | Int32Array;

/**
 * Arrays in a module's memory, laid out again for each call. The memory grows to the largest call and never shrinks.
 */
export class Workspace {
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;

  constructor(memory: WebAssembly.Memory, start: number) {
    this.#memory = memory;
    this.#start = upTo(ALIGNMENT, start);
  }

  /**
   * Allocates arrays of these numbers of 4-byte entries, replacing those of the call before. @returns their addresses
   * @throws RangeError if the device has too little memory
   */
  place<Name extends string>(lengths: Readonly<Record<Name, number>>): Record<Name, number> {
    let end = this.#start;
    const addresses: Partial<Record<Name, number>> = {};
    for (const name in lengths) {
      addresses[name] = end;
      end += upTo(ALIGNMENT, lengths[name] * FLOAT);
    }
    this.#reach(end);
    return addresses as Record<Name, number>;
  }

  #reach(bytes: number): void {
    const missing = Math.ceil((bytes - this.#memory.buffer.byteLength) / PAGE);
    if (missing <= 0) return;
    try {
      this.#memory.grow(missing);
    } catch {
      const megabytes = Math.ceil(bytes / 2 ** 20);
      throw new RangeError(
        `The recurrence needs ${megabytes} MB at once and this device does not give it: ` +
          "take shorter sequences, a smaller batch or fewer hidden units.",
      );
    }
  }

  /** A view, valid until the memory grows. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  /** Copies so many numbers to another address. */
  copy(from: number, to: number, length: number): void {
    this.floats(to, length).set(this.floats(from, length));
  }

  /** A view of float64, valid until the memory grows. */
  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length);
  }

  /**
   * Writes rows in their layout. Rows are padded with zeros, since denormal numbers left there would slow processors
   * down. Groups are padded with copies of their last row, or with zeros.
   */
  write(
    address: number,
    values: Numbers,
    { batch, paddedBatch, n, width }: Layout,
    missingRows: "copies" | "zeros" = "copies",
  ): void {
    const length = (values.length / (batch * n)) * paddedBatch * width;
    const to =
      values instanceof Int32Array
        ? new Int32Array(this.#memory.buffer, address, length)
        : this.floats(address, length);
    if (to.length === values.length) {
      to.set(values);
      return;
    }
    to.fill(0);
    const last = (batch - 1) * width;
    for (let from = 0, group = 0; from < values.length; group += paddedBatch * width) {
      for (let row = group; row <= group + last; row += width) {
        for (let i = 0; i < n; i++) to[row + i] = values[from++];
      }
      if (missingRows === "zeros") continue;
      for (let k = batch; k < paddedBatch; k++) {
        to.copyWithin(group + k * width, group + last, group + last + width);
      }
    }
  }

  /** Reads rows back without their padding. */
  read(address: number, into: Float32Array, { batch, paddedBatch, n, width }: Layout): void {
    const values = this.floats(address, (into.length / (batch * n)) * paddedBatch * width);
    if (values.length === into.length) {
      into.set(values);
      return;
    }
    for (let to = 0, group = 0; to < into.length; group += paddedBatch * width) {
      for (let row = group; row < group + batch * width; row += width) {
        for (let i = 0; i < n; i++) into[to++] = values[row + i];
      }
    }
  }
}
