import { afterEach, describe, expect, it, vi } from "vitest";
import { describeAdapter } from "../../src/worker/adapter";

const RENDERER = 0x1f01;
const UNMASKED = 0x9246;

/** A browser whose WebGL says these names of what it draws on. */
function withWebgl(plain: string, unmasked?: string): void {
  class Canvas {
    getContext() {
      return {
        RENDERER,
        getParameter: (name: number) => (name === RENDERER ? plain : unmasked),
        getExtension: (name: string) =>
          name === "WEBGL_debug_renderer_info" && unmasked !== undefined
            ? { UNMASKED_RENDERER_WEBGL: UNMASKED }
            : null,
      };
    }
  }
  vi.stubGlobal("OffscreenCanvas", Canvas);
}

const adapter = (info: object) => ({ info }) as unknown as GPUAdapter;

describe("the name of an adapter", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is its own where it has one", async () => {
    withWebgl("llvmpipe, or similar");
    const own = adapter({ vendor: "nvidia", architecture: "ada" });
    expect(await describeAdapter(own)).toEqual({ adapter: "nvidia ada", software: false });
  });

  it.each([
    [
      "llvmpipe, or similar",
      undefined,
      "unnamed adapter (WebGL draws on llvmpipe, or similar) (software)",
      true,
    ],
    [
      "GeForce GTX 980, or similar",
      undefined,
      "unnamed adapter (WebGL draws on GeForce GTX 980, or similar)",
      false,
    ],
    ["WebKit WebGL", "Apple GPU", "unnamed adapter (WebGL draws on Apple GPU)", false],
    ["WebKit WebGL", undefined, "unnamed adapter", false],
  ])("is what WebGL draws on otherwise (%s)", async (plain, unmasked, name, software) => {
    withWebgl(plain, unmasked);
    expect(await describeAdapter(adapter({}))).toEqual({ adapter: name, software });
  });

  it("is missing where WebGL is", async () => {
    vi.stubGlobal("OffscreenCanvas", undefined);
    expect(await describeAdapter(adapter({}))).toEqual({ adapter: "unnamed adapter", software: false });
  });
});
