import type { Page } from "@playwright/test";
import { OPTIMISERS } from "../../src/optimisers";

/**
 * Simulates compilers that change WGSL, as they may or must not, by rewriting shaders before they are compiled. The lines
 * of {@link rewriting} are prepended to a worker's program, or added to a page.
 */

/** A pattern in a shader, and its replacement. */
export type Rewrite = readonly [was: string, becomes: string];

const SEEN = "shader rewritten: ";

/** JavaScript that rewrites every later shader, and logs on the console which rules have matched. */
export const rewriting = (rules: readonly Rewrite[]): string => `
if (typeof GPUDevice !== "undefined") {
  const make = GPUDevice.prototype.createShaderModule;
  GPUDevice.prototype.createShaderModule = function (descriptor) {
    let { code } = descriptor;
    for (const [was, becomes] of ${JSON.stringify(rules)}) {
      if (!code.includes(was)) continue;
      console.debug(${JSON.stringify(SEEN)} + was);
      code = code.replaceAll(was, becomes);
    }
    return make.call(this, { ...descriptor, code });
  };
}
`;

/**
 * The rules that have matched so far in a page and its workers. If none has, nothing was rewritten, and a test proves
 * nothing.
 */
export function rewritesIn(page: Page): ReadonlySet<string> {
  const seen = new Set<string>();
  page.on("console", (message) => {
    const text = message.text();
    if (text.startsWith(SEEN)) seen.add(text.slice(SEEN.length));
  });
  return seen;
}

/**
 * Rules for a compiler that assumes that NaN does not occur: comparisons with NaN have the wrong result, and clamp and exp
 * drop it. All other numbers are unchanged.
 */
export const NO_NANS: readonly Rewrite[] = [
  ["clamp(z, -15.0, 15.0)", "select(-15.0, min(z, 15.0), z > -15.0)"],
  ["clamp(z, -80.0, 80.0)", "select(-80.0, min(z, 80.0), z > -80.0)"],
  ["select(z, 0.0, z < 0.0", "select(z, 0.0, !(z >= 0.0)"],
  ["abs(z) + threshold <= 0.0", "!(abs(z) + threshold > 0.0)"],
  ["left <= 0.0", "!(left > 0.0)"],
  ["size == 0.0", "!(size < 0.0 || size > 0.0)"],
  ["exp(outputs[at + j] - top)", "exp(select(-80.0, outputs[at + j] - top, outputs[at + j] - top > -80.0))"],
];

/** One weight other than W, the first of b or near it, becomes NaN by Adam's third step. */
export const ADAM_MAKES_NAN: readonly Rewrite[] = [
  [
    OPTIMISERS.adam.wgsl,
    `${OPTIMISERS.adam.wgsl} if (id == 40u && uniforms.c1 < 19.0) { moved = uniforms.NAN; }`,
  ],
];

/** The adjoint derivative of exp is 0, at once and in many dispatches: no gradient reaches B. */
export const NO_ADJOINT: readonly Rewrite[] = [
  ["slope[id] * factor", "slope[id] * 0.0"],
  ["slope[id - n * n] * halvings[1]", "slope[id - n * n] * 0.0 * halvings[1]"],
];

/** In the backward pass each thread sees only its own writes, with one workgroup tuning or the other. */
export const NO_SHARED_MEMORY: Readonly<Record<"many" | "few", readonly Rewrite[]>> = {
  many: [["var<workgroup> delta: array<f32, N>", "var<private> delta: array<f32, N>"]],
  few: [["var<workgroup> delta: array<vec4<f32>, N>", "var<private> delta: array<vec4<f32>, N>"]],
};

/** The same of a gated cell. */
export const NO_SHARED_GATES: Readonly<Record<"many" | "few", readonly Rewrite[]>> = {
  many: [["var<workgroup> delta: array<f32, K>", "var<private> delta: array<f32, K>"]],
  few: [["var<workgroup> delta: array<vec4<f32>, K>", "var<private> delta: array<vec4<f32>, K>"]],
};
