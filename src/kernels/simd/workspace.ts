/** Bytes of a float32. */
export const FLOAT = 4;
const PAGE = 65536;
const ALIGNMENT = 16;

/** Rows of n floats in memory, each filled up to `width`, in groups of `batch` filled up to `paddedBatch`. */
export interface Layout {
  readonly batch: number;
  readonly paddedBatch: number;
  readonly n: number;
  readonly width: number;
}

const upTo = (multiple: number, count: number) => Math.ceil(count / multiple) * multiple;

/** What the recurrence works on: tiles of four rows by eight columns. */
export const tiles = (batch: number, n: number): Layout => ({
  batch,
  paddedBatch: upTo(4, batch),
  n,
  width: upTo(8, n),
});

/** Rows of n floats one after another, each filled up to `width`, by itself the next multiple of eight. */
export const rowsOf = (n: number, width = upTo(8, n)): Layout => ({ batch: 1, paddedBatch: 1, n, width });

/** Arrays in a module's memory, laid out anew for each call. It grows to the largest call and stays. */
export class Workspace {
  readonly #memory: WebAssembly.Memory;
  readonly #start: number;

  constructor(memory: WebAssembly.Memory, start: number) {
    this.#memory = memory;
    this.#start = upTo(ALIGNMENT, start);
  }

  /**
   * Byte addresses of float32 arrays of these lengths, side by side; what the call before had there is gone.
   * @throws RangeError when the device has no such memory
   */
  place<Lengths extends readonly number[]>(...lengths: Lengths): { [K in keyof Lengths]: number } {
    let end = this.#start;
    const addresses = lengths.map((length) => {
      const address = end;
      end += upTo(ALIGNMENT, length * FLOAT);
      return address;
    });
    this.#reach(end);
    return addresses as { [K in keyof Lengths]: number };
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

  /** A view to use at once: growth detaches it. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  /** Writes rows in their layout; what stands between stays as it was, and nothing reads it. */
  write(address: number, values: Float32Array, layout: Layout): void {
    const { batch, paddedBatch, n, width } = layout;
    const to = this.floats(address, paddedLength(values.length, layout));
    if (to.length === values.length) {
      to.set(values);
      return;
    }
    for (let from = 0, row = 0; from < values.length; row++) {
      const at = (row + Math.floor(row / batch) * (paddedBatch - batch)) * width;
      for (let i = 0; i < n; i++) to[at + i] = values[from++];
    }
  }

  /** Reads rows back, leaving out what stands between. */
  read(address: number, into: Float32Array, layout: Layout): void {
    const { batch, paddedBatch, n, width } = layout;
    const values = this.floats(address, paddedLength(into.length, layout));
    if (values.length === into.length) {
      into.set(values);
      return;
    }
    for (let to = 0, row = 0; to < into.length; row++) {
      const at = (row + Math.floor(row / batch) * (paddedBatch - batch)) * width;
      for (let i = 0; i < n; i++) into[to++] = values[at + i];
    }
  }
}

/** The floats that an array of `length` takes in this layout. */
function paddedLength(length: number, { batch, paddedBatch, n, width }: Layout): number {
  return (length / (batch * n)) * paddedBatch * width;
}
