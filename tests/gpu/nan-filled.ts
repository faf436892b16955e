import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** A NaN that no arithmetic makes. */
const PATTERN = 0x7fc0dead;
/** Bytes behind each buffer. Shaders may reach them, as tfjs binds whole buffers. */
const MARGIN = 1024;

const pattern = (bytes: number) => new Uint32Array(bytes / 4).fill(PATTERN);
const aligned = (size: number) => Math.ceil(size / 4) * 4;
const isStorage = (usage: number) => (usage & GPUBufferUsage.STORAGE) !== 0;

/** Storage buffers that begin as NaN and have NaN behind them. */
export interface NanFilled {
  /** How many were made, and how many times one was used again. */
  readonly counts: { made: number; reused: number };
  /** How many have something else in their margin. */
  overrun(): Promise<number>;
}

/**
 * Has a device make each storage buffer full of NaN with a margin of NaN behind it. What a shader reads before it is
 * written, or beyond the end, is then NaN, and what it writes beyond the end is seen.
 */
export function fillWithNan(device: GPUDevice): NanFilled & { refill(backend: WebGPUBackend): void } {
  const counts = { made: 0, reused: 0 };
  const buffers = new Set<GPUBuffer>();
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const { size, usage, mappedAtCreation } = descriptor;
    if (!isStorage(usage)) return create(descriptor);
    counts.made++;
    const whole = aligned(size) + MARGIN;
    const buffer = create({ ...descriptor, size: whole, usage: usage | GPUBufferUsage.COPY_SRC });
    buffers.add(buffer);
    const destroy = buffer.destroy.bind(buffer);
    const mapped = mappedAtCreation && buffer.getMappedRange();
    if (mapped) new Uint32Array(mapped).fill(PATTERN);
    else device.queue.writeBuffer(buffer, 0, pattern(whole));
    const own = {
      size,
      usage,
      destroy: () => {
        buffers.delete(buffer);
        return destroy();
      },
      // A range can be had once.
      getMappedRange: () => mapped,
    };
    for (const [name, value] of Object.entries(own)) Object.defineProperty(buffer, name, { value });
    return buffer;
  };

  async function isOverrun(buffer: GPUBuffer): Promise<boolean> {
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const copy = create({ size: MARGIN, usage });
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, aligned(buffer.size), copy, 0, MARGIN);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const changed = new Uint32Array(copy.getMappedRange()).some((value) => value !== PATTERN);
    copy.destroy();
    return changed;
  }

  return {
    counts,
    async overrun() {
      let count = 0;
      for (const buffer of buffers) if (await isOverrun(buffer)) count++;
      return count;
    },
    /** The same for buffers that tfjs has kept to use them again. */
    refill(backend) {
      const { bufferManager } = backend as unknown as { bufferManager: BufferManager };
      const acquire = bufferManager.acquireBuffer.bind(bufferManager);
      bufferManager.acquireBuffer = (size, usage, mapped, reuse) => {
        const { made } = counts;
        const buffer = acquire(size, usage, mapped, reuse);
        if (isStorage(usage) && counts.made === made) {
          counts.reused++;
          device.queue.writeBuffer(buffer, 0, pattern(aligned(size)));
        }
        return buffer;
      };
    },
  };
}

interface BufferManager {
  acquireBuffer(size: number, usage: number, mapped?: boolean, reuse?: boolean): GPUBuffer;
}
