/** The adapter that WebGPU would use; null if there is none. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  if (!("gpu" in navigator)) return null;
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
}

/** Their place differs between browsers, so all are optional here. */
interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

/** Names of software adapters, which emulate a graphics card on the CPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

/** The name of an adapter, and whether it is a software adapter, which emulates a graphics card on the CPU. */
export async function describeAdapter(adapter: GPUAdapter): Promise<{ adapter: string; software: boolean }> {
  const modern = adapter as GPUAdapter & { info?: AdapterInfo; isFallbackAdapter?: boolean };
  const info: AdapterInfo = modern.info ?? {};
  const name =
    [info.vendor, info.architecture, info.description].filter(Boolean).join(" ") || unnamed(webglRenderer());
  const software =
    info.isFallbackAdapter === true || modern.isFallbackAdapter === true || SOFTWARE.test(name);
  return { adapter: software ? `${name} (software)` : name, software };
}

/** The name of an adapter that reports none, as in Firefox: most likely it is the one that WebGL uses. */
const unnamed = (renderer: string): string =>
  renderer ? `unnamed adapter (WebGL draws on ${renderer})` : "unnamed adapter";

/** The renderer that WebGL reports; empty if it reports none. */
function webglRenderer(): string {
  try {
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    if (!gl) return "";
    const renderer = rendererOf(gl);
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return renderer;
  } catch {
    return "";
  }
}

function rendererOf(gl: WebGLRenderingContext | WebGL2RenderingContext): string {
  const plain = String(gl.getParameter(gl.RENDERER) ?? "");
  // Firefox reports it there, and warns on the console if the extension is requested.
  if (!/^(WebKit WebGL|Mozilla)?$/.test(plain)) return plain;
  const extension = gl.getExtension("WEBGL_debug_renderer_info");
  return extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL) ?? "") : "";
}
