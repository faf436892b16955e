/** The adapter that WebGPU would run on; null where there is none. */
export async function findAdapter(): Promise<GPUAdapter | null> {
  if (!("gpu" in navigator)) return null;
  return navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
}

/** Browsers have moved these fields about; all are optional here. */
interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

/** Programs that stand in for a graphics card. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

/** What an adapter calls itself, and whether it is a program in place of a graphics card. */
export async function describeAdapter(adapter: GPUAdapter): Promise<{ adapter: string; software: boolean }> {
  const modern = adapter as GPUAdapter & { info?: AdapterInfo; isFallbackAdapter?: boolean };
  const info: AdapterInfo = modern.info ?? {};
  const name =
    [info.vendor, info.architecture, info.description].filter(Boolean).join(" ") || unnamed(webglRenderer());
  const software =
    info.isFallbackAdapter === true || modern.isFallbackAdapter === true || SOFTWARE.test(name);
  return { adapter: software ? `${name} (software)` : name, software };
}

/** An adapter that does not say its name, as in Firefox: most likely it is the one that WebGL draws on. */
const unnamed = (renderer: string): string =>
  renderer ? `unnamed adapter (WebGL draws on ${renderer})` : "unnamed adapter";

/** What WebGL draws on, in its own words; empty where it does not tell. */
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
  // Firefox says it there, and complains of whoever asks the extension.
  if (!/^(WebKit WebGL|Mozilla)?$/.test(plain)) return plain;
  const extension = gl.getExtension("WEBGL_debug_renderer_info");
  return extension ? String(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL) ?? "") : "";
}
