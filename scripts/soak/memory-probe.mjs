/**
 * Code that is prepended to a worker's program: it records the memory of every WebAssembly module and every buffer of a
 * graphics device, and reports, over the channel `soak`, what the worker has allocated. It runs in the worker, so it must
 * be self-contained.
 */
function probe() {
  const memories = new Set();
  const note = (instance) => {
    for (const part of Object.values(instance.exports))
      if (part instanceof WebAssembly.Memory) memories.add(part);
    return instance;
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      const result = await original(...args);
      note(result.instance ?? result);
      return result;
    };
  }
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct: (target, args) => note(Reflect.construct(target, args)),
  });

  const buffers = { count: 0, bytes: 0 };
  const gone = (size) => {
    buffers.count--;
    buffers.bytes -= size;
  };
  // A buffer without references is freed with its handle.
  const dropped = new FinalizationRegistry(gone);
  if (self.GPUDevice) {
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      buffers.count++;
      buffers.bytes += buffer.size;
      dropped.register(buffer, buffer.size, buffer);
      return buffer;
    };
    const { destroy } = GPUBuffer.prototype;
    GPUBuffer.prototype.destroy = function () {
      if (dropped.unregister(this)) gone(this.size);
      destroy.call(this);
    };
  }

  const channel = new BroadcastChannel("soak");
  channel.onmessage = ({ data }) => {
    if (!data.question) return;
    const wasm = [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    const tensors = self._tfengine?.memory().numTensors ?? 0;
    channel.postMessage({
      answer: data.question,
      worker: self.name || self.location.pathname.split("/").at(-1),
      wasm,
      tensors,
      buffers: buffers.count,
      bufferBytes: buffers.bytes,
    });
  };
}

export const PROBE = `(${probe})();\n`;
