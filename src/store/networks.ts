import { width } from "../kernels/cell-size";
import { bytesOf } from "../math/bytes";
import type { Network } from "../sequence/network";
import type { Moment } from "../worker/protocol";
import { type SavedSnapshots, Snapshots } from "./snapshots";

/** All weights of a lane at one moment. */
export interface NetworkRecord extends Network {
  readonly step: number;
}

/** The most networks that are kept per lane, not counting pinned ones, and the most bytes that they take. */
const MAX_COUNT = 256;
const MAX_BYTES = 64e6;
/** The most bytes that are saved per lane in the browser. */
const MAX_SAVED_BYTES = 4e6;

/**
 * The networks of a lane at moments along its run, in bounded memory: 256 of at most 250 kB each, fewer of larger ones.
 * Of a complex W = R + iI only the upper half of its real form, [R, −I], is kept.
 */
export class Networks {
  readonly #kept: Snapshots<NetworkRecord>;

  /** @param isPinned whether the network of a step must not be dropped */
  constructor(isPinned: (step: number) => boolean) {
    this.#kept = new Snapshots(MAX_COUNT, isPinned);
  }

  put({ step, size, trajectory: { activation }, w, parameters }: Moment): void {
    const half = size.complex ? w.slice(0, w.length / 2) : w;
    const record = { step, size, activation, w: half, parameters };
    this.#kept.capacity = Math.max(1, Math.min(MAX_COUNT, Math.floor(MAX_BYTES / bytesOf(record))));
    this.#kept.put(record);
  }

  /** The network at this step, or else at the last step before it that has one. */
  upTo(step: number): NetworkRecord | undefined {
    const record = this.#kept.upTo(step);
    return record?.size.complex ? { ...record, w: realForm(record) } : record;
  }

  rewind(step: number): void {
    this.#kept.rewind(step);
  }

  /** Returns as many networks as may be saved, evenly chosen, with the first and the newest. */
  save(): SavedSnapshots<NetworkRecord> {
    const { items, every } = this.#kept.save();
    const [newest] = items.slice(-1);
    if (!newest) return { items, every };
    const count = Math.max(1, Math.floor(MAX_SAVED_BYTES / bytesOf(newest)));
    if (count === 1) return { items: [newest], every };
    const last = items.length - 1;
    const spacing = Math.max(1, Math.ceil(last / (count - 1)));
    return { items: items.filter((_, i) => i === 0 || (last - i) % spacing === 0), every };
  }

  restore(saved: SavedSnapshots<NetworkRecord>): void {
    this.#kept.restore(saved);
  }
}

/** [[R, −I], [I, R]] from [R, −I]. */
function realForm({ size, w: upper }: NetworkRecord): Float32Array {
  const all = width(size);
  const n = all / 2;
  const full = new Float32Array(all * all);
  full.set(upper);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      full[(n + i) * all + j] = -upper[i * all + n + j];
      full[(n + i) * all + n + j] = upper[i * all + j];
    }
  }
  return full;
}
