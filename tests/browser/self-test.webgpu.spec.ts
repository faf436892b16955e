import { DISGUISE } from "./disguise";
import { expect, test } from "./lab-page";
import { prepend } from "./prepend";
import { NO_ADJOINT, NO_SHARED_MEMORY, type Rewrite, rewritesIn, rewriting } from "./rewritten-shaders";

test.setTimeout(120_000);

const BROKEN: readonly (readonly [
  what: string,
  rules: readonly Rewrite[],
  sentence: RegExp,
  first?: string,
])[] = [
  [
    "returns zeros for the exponential’s adjoint",
    NO_ADJOINT,
    /the adjoint derivative of exp at n = \d+ is wrong \(off by 100 %/,
  ],
  [
    "has no shared memory on the way back over few threads",
    NO_SHARED_MEMORY.few,
    /is wrong .* where the work is spread over few threads/,
  ],
  [
    "has no shared memory on the way back over many threads",
    NO_SHARED_MEMORY.many,
    /is wrong .* where the work is spread over many threads/,
    DISGUISE,
  ],
];

for (const [what, rules, sentence, first = ""] of BROKEN) {
  test(`a compiler that ${what} is rejected with a sentence, and wasm trains`, async ({ lab, page }) => {
    await prepend(page, first + rewriting(rules));
    const seen = rewritesIn(page);
    await lab.open("#task=copying&length=6&recall=1&units=8&batch=4&backend=webgpu");
    const notices = page.getByRole("log", { name: "Notices" });
    await expect(notices).toContainText("its self-test failed", { timeout: 60_000 });
    await expect(notices).toContainText(sentence);
    expect(seen.size).toBeGreaterThan(0);
    await expect(lab.status("Backend")).toContainText("WebAssembly SIMD");
    await lab.button("Step").click();
    await lab.reaches(1);
  });
}
