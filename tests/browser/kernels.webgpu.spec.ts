import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { assemblyscript } from "../../scripts/assemblyscript";
import { texToMathml } from "../../scripts/tex-to-mathml";
import { SCAN_ACTIVATION_IDS } from "../../src/kernels/activations";
import {
  GATED_IDS,
  KERNEL_CASES,
  MATRICES_TO_CUT,
  NEAR,
  PASSES_TO_CUT,
  SPREADS,
} from "../reference/kernel-cases";
import { complaintsOf, expect, test } from "./clean-page";
import { NO_NANS, rewritesIn, rewriting } from "./rewritten-shaders";

test.setTimeout(240_000);
// In one group, so that the pages are opened, and the kernels built, once.
test.describe.configure({ mode: "default" });

let folder: string;
let page: Page;
/** The same under compilers that assume that NaN does not occur. */
let withoutNans: Page;
let rewritten: ReadonlySet<string>;
const complaints: (readonly string[])[] = [];

/** The kernels in isolation on the built site's origin, under its policy. */
test.beforeAll(async ({ browser, baseURL }) => {
  folder = await mkdtemp(join(tmpdir(), "kernels-"));
  await build({
    configFile: false,
    logLevel: "error",
    plugins: [texToMathml(), assemblyscript()],
    build: {
      outDir: folder,
      target: "esnext",
      copyPublicDir: false,
      lib: {
        entry: join(import.meta.dirname, "kernels/entry.ts"),
        formats: ["es"],
        fileName: () => "entry.js",
      },
    },
  });
  const open = async (fresh: Page) => {
    complaints.push(complaintsOf(fresh.context(), baseURL ?? ""));
    await fresh.route("**/kernels-under-test/*", async (route) => {
      const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
      await route.fulfill({ contentType: "text/javascript", body: await readFile(join(folder, name)) });
    });
    await fresh.goto(`${baseURL}#play=0`);
    expect(await callIn(fresh, "start")).toBe(true);
    return fresh;
  };
  page = await open(await browser.newPage());
  withoutNans = await browser.newPage();
  rewritten = rewritesIn(withoutNans);
  await withoutNans.addInitScript(rewriting(NO_NANS));
  await open(withoutNans);
});

test.afterEach(() => expect(complaints.flat()).toEqual([]));
test.afterAll(() => Promise.all([page.close(), withoutNans.close()]));

/** Calls one of the entry's functions in a page. */
function callIn(where: Page, name: string, ...values: unknown[]): Promise<unknown> {
  return where.evaluate(
    async ([wanted, given]) => {
      const address = new URL("kernels-under-test/entry.js", document.baseURI).href;
      const entry = (await import(address)) as Record<string, (...all: unknown[]) => Promise<unknown>>;
      return entry[wanted as string](...(given as unknown[]));
    },
    [name, values],
  );
}
const call = (name: string, ...values: unknown[]) => callIn(page, name, ...values);

async function expectNear(errors: unknown, tolerance = NEAR): Promise<void> {
  for (const [name, error] of Object.entries(errors as Record<string, number>)) {
    expect(error, name).toBeLessThan(tolerance);
  }
}

interface Cut {
  readonly differing: number;
  readonly dispatches: number;
  readonly uncut: number;
}

/** Programs cut into single parts, and into groups of a few. */
function expectSameBits(cuts: unknown): void {
  const [finest, coarser] = cuts as readonly Cut[];
  expect(finest.dispatches).toBeGreaterThan(finest.uncut);
  expect(coarser.dispatches).toBeLessThanOrEqual(finest.dispatches);
  for (const { differing } of [finest, coarser]) expect(differing).toBe(0);
}

for (const { name, call: which, values, tolerance } of KERNEL_CASES) {
  test(`on WebGPU ${name}`, async () => {
    await expectNear(await call(which, ...values), tolerance);
  });
}

test("every optimiser's step on WebGPU agrees with float64", async () => {
  await expectNear(await call("optimiserErrors", 9));
});

for (const spread of SPREADS) {
  for (const id of SCAN_ACTIVATION_IDS) {
    test(`a pass that is cut into dispatches has the same bits: ${id}, ${spread} threads`, async () => {
      for (const size of PASSES_TO_CUT) expectSameBits(await call("passWhenCut", id, size, spread));
    });
    test(`NaN and infinity are detected, also under a compiler that assumes neither: ${id}, ${spread} threads`, async () => {
      expect(await call("unseen", id, spread)).toEqual([]);
      expect(await callIn(withoutNans, "unseen", id, spread)).toEqual([]);
      expect(rewritten.size).toBeGreaterThan(0);
    });
  }
  for (const id of ["identity", "modrelu-complex"] as const) {
    test(`a pass of a diagonal that is cut into dispatches has the same bits: ${id}, ${spread} threads`, async () => {
      for (const size of PASSES_TO_CUT) expectSameBits(await call("diagonalWhenCut", id, size, spread));
    });
  }
  for (const cell of GATED_IDS) {
    test(`NaN and infinity are detected, also under a compiler that assumes neither: ${cell}, ${spread} threads`, async () => {
      expect(await call("unseen", "tanh", spread, cell)).toEqual([]);
      expect(await callIn(withoutNans, "unseen", "tanh", spread, cell)).toEqual([]);
      expect(rewritten.size).toBeGreaterThan(0);
    });
  }
  for (const [n, scale] of MATRICES_TO_CUT) {
    test(`matrices whose programs are cut have the same bits: n = ${n}, ${spread} threads`, async () => {
      expectSameBits(await call("matricesWhenCut", n, scale, spread));
    });
  }
  test(`exp of a non-finite matrix, or one too large for float32, is NaN: ${spread} threads`, async () => {
    for (const where of [page, withoutNans])
      for (const n of [5, 67])
        expect(await callIn(where, "exponentialsRefuse", n, spread)).toEqual([true, true, true]);
    // ε‖B‖ = 0.02: squared 16 times.
    expect(await call("largestTurn", spread)).toBeLessThan(0.05);
  });
  test(`the complex modReLU is right from 10⁻³⁰ to 10³⁰, ${spread} threads`, async () => {
    await expectNear(await call("extremeErrors", spread));
  });
}
