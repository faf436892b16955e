import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { assemblyscript } from "../../scripts/assemblyscript";
import { texToMathml } from "../../scripts/tex-to-mathml";
import type { ScanActivation } from "../../src/kernels/rnn-pass";
import type { PassSize } from "../reference/pass-example";
import { complaintsOf, expect, test } from "./clean-page";

test.setTimeout(240_000);

const IDS: readonly ScanActivation[] = ["tanh", "sigmoid", "relu", "identity", "modrelu", "modrelu-complex"];
const NEAR = 2e-6;

let folder: string;
let page: Page;
let complaints: readonly string[];

/** The kernels by themselves on the built site's origin, under its policy. */
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
  page = await browser.newPage();
  complaints = complaintsOf(page.context(), baseURL ?? "");
  await page.route("**/kernels-under-test/*", async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1) ?? "";
    await route.fulfill({ contentType: "text/javascript", body: await readFile(join(folder, name)) });
  });
  await page.goto(`${baseURL}#play=0`);
  expect(await call("start")).toBe(true);
});

test.afterEach(() => expect(complaints).toEqual([]));
test.afterAll(() => page.close());

/** One of the entry's functions, in the page. */
function call(name: string, ...values: unknown[]): Promise<unknown> {
  return page.evaluate(
    async ([wanted, given]) => {
      const address = new URL("kernels-under-test/entry.js", document.baseURI).href;
      const entry = (await import(address)) as Record<string, (...all: unknown[]) => Promise<unknown>>;
      return entry[wanted as string](...(given as unknown[]));
    },
    [name, values],
  );
}

async function expectNear(errors: unknown, tolerance = NEAR): Promise<void> {
  for (const [name, error] of Object.entries(errors as Record<string, number>)) {
    expect(error, name).toBeLessThan(tolerance);
  }
}

const odd: readonly PassSize[] = [
  { n: 6, batch: 3, steps: 7 },
  { n: 2, batch: 1, steps: 1, classes: false },
  { n: 34, batch: 3, steps: 20, classes: false },
];

for (const spread of ["many", "few"] as const) {
  for (const id of IDS) {
    test(`a pass on WebGPU agrees with float64: ${id}, spread over ${spread} threads`, async () => {
      for (const size of odd) await expectNear(await call("passError", id, size, spread));
    });
  }
  test(`so it does for 1, 5 and 33 units, and for more than a workgroup has threads, ${spread} threads`, async () => {
    const sizes = [
      { n: 1, batch: 3, steps: 5 },
      { n: 5, batch: 1, steps: 9 },
      { n: 33, batch: 3, steps: 6 },
      { n: 300, batch: 2, steps: 3 },
    ];
    for (const size of sizes) await expectNear(await call("passError", "modrelu", size, spread));
  });
  test(`so it does at full size, spread over ${spread} threads`, async () => {
    await expectNear(await call("passError", "tanh", { n: 64, batch: 16, steps: 100 }, spread));
  });
}

for (const [n, scale] of [
  [1, 1],
  [5, 0.3],
  [33, 0.05],
  [33, 3],
  [64, 0.02],
  [64, 3],
  // More than one workgroup does alone.
  [67, 0.05],
  [67, 3],
  [128, 0.05],
] as const) {
  for (const spread of ["many", "few"] as const) {
    test(`matrices on WebGPU agree with float64: n = ${n}, entries up to ${scale}, ${spread} threads`, async () => {
      // What is squared s times loses s bits.
      const tolerance = scale === 3 ? 1e-4 : 4e-6;
      await expectNear(await call("matrixErrors", n, scale, spread), tolerance);
    });
  }
}
