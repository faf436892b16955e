import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseHash } from "../../src/address/hash";
import { readImport } from "../../src/config/import";
import { CONFIG_KEYWORD, insertText } from "../../src/config/itxt";
import { estimateBytes } from "../../src/config/memory-limit";
import { DEFAULT_CONFIG, KEYS } from "../../src/config/schema";
import { formatQuery, parseQuery } from "../../src/config/url";
import { readAddress } from "../../src/screens/counterexample/address";
import { checkRequest } from "../../src/worker/check-request";
import { anyConfig, anyNonsense, anyValue, inRange } from "./arbitrary-config";
import { COUNTS, DRAW } from "./counts";
import { isSentence } from "./sentence";

const anyKey = fc.oneof(
  fc.constantFrom(...KEYS, "a", "b", "screen", "play", "embed", "__proto__", "counterexample.lr"),
  fc.string(),
);

describe("any address", () => {
  it("gives a config inside its ranges and a sentence for all that was refused", () => {
    const pair = fc.tuple(
      anyKey,
      fc.oneof(
        anyNonsense.map(asText),
        fc.string(),
        fc
          .constantFrom(...KEYS)
          .chain(anyValue)
          .map(String),
      ),
    );
    const address = fc.oneof(
      fc.array(pair, { maxLength: 30 }).map((pairs) => `#${pairs.map((one) => one.join("=")).join("&")}`),
      fc.string({ unit: "binary", maxLength: 200 }),
    );
    fc.assert(
      fc.property(address, (hash) => {
        const { config, refusals, own } = parseHash(hash);
        expect(inRange(config)).toBe(true);
        expect(estimateBytes(config)).toBeLessThanOrEqual(2 ** 31);
        for (const { message } of refusals) isSentence(message);
        for (const message of readAddress(own.counterexample).refusals) isSentence(message);
        expect(refusals.length).toBeLessThan(14);
        expect(parseQuery(formatQuery(config)).config).toEqual(JSON.parse(JSON.stringify(config)));
      }),
      { numRuns: COUNTS.addresses, ...DRAW },
    );
  });
});

describe("any file", () => {
  const run = JSON.stringify({
    format: "unitary-rnn-lab/run",
    version: 1,
    config: DEFAULT_CONFIG,
    lanes: [],
  });
  // One grey pixel.
  const pixel = Uint8Array.from(
    atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoAAAAggCBzQtS7wAAAABJRU5ErkJggg=="),
    (character) => character.charCodeAt(0),
  );
  const picture: Bytes = insertText(pixel, CONFIG_KEYWORD, JSON.stringify(DEFAULT_CONFIG));

  type Bytes = Uint8Array<ArrayBuffer>;
  type Change = (bytes: Bytes) => Bytes;
  const anyChange: fc.Arbitrary<Change> = fc.oneof(
    fc.tuple(fc.nat(), fc.nat(255)).map(
      ([at, byte]): Change =>
        (bytes) => {
          const copy = bytes.slice();
          copy[at % copy.length] = byte;
          return copy;
        },
    ),
    fc.nat().map(
      (at): Change =>
        (bytes) =>
          bytes.slice(0, at % bytes.length),
    ),
    fc.tuple(fc.nat(), fc.nat(60)).map(
      ([at, length]): Change =>
        (bytes) => {
          const start = at % bytes.length;
          return Uint8Array.from([...bytes.slice(0, start), ...bytes.slice(start + length)]);
        },
    ),
    fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 40 })).map(
      ([at, more]): Change =>
        (bytes) => {
          const start = at % bytes.length;
          return Uint8Array.from([...bytes.slice(0, start), ...more, ...bytes.slice(start)]);
        },
    ),
  );
  const nonsenseRun = fc
    .dictionary(anyKey, anyNonsense, { maxKeys: 40 })
    .map((config) =>
      new TextEncoder().encode(JSON.stringify({ format: "unitary-rnn-lab/run", version: 1, config })),
    );
  const mutated = fc
    .tuple(
      fc.constantFrom<Bytes>(Uint8Array.from(new TextEncoder().encode(run)), picture),
      fc.array(anyChange, { minLength: 1, maxLength: 6 }),
    )
    .map(([original, changes]) =>
      changes.reduce<Bytes>((bytes, change) => (bytes.length > 0 ? change(bytes) : bytes), original),
    );

  it("is read into a config inside its ranges, or refused with a sentence", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, nonsenseRun, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
        try {
          const { config, refusals } = await readImport(new Blob([Uint8Array.from(bytes)]));
          expect(inRange(config)).toBe(true);
          for (const { message } of refusals) isSentence(message);
        } catch (error) {
          if (!(error instanceof Error) || error.constructor !== Error) throw error;
          isSentence(error.message);
          refused++;
        }
      }),
      { numRuns: COUNTS.files, ...DRAW },
    );
    expect(refused).toBeGreaterThan(COUNTS.files / 10);
  });

  it("with a hundred thousand wrong keys is refused in a few sentences", async () => {
    const config = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key${i}`, i]));
    const { refusals } = await readImport(new Blob([JSON.stringify({ ...config, lr: 1 })]));
    expect(refusals.length).toBeLessThan(14);
    expect(refusals.at(-1)?.message).toMatch(/more values were refused/);
  });

  it("nested deeper than any stack is refused with a sentence", async () => {
    const deep = `{"lr":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    const read = await readImport(new Blob([deep])).catch((error: Error) => error);
    isSentence(read instanceof Error ? read.message : read.refusals[0].message);
  });
});

describe("any message to the training worker", () => {
  const config = fc.oneof(
    anyConfig(),
    anyNonsense,
    fc.tuple(anyConfig(), fc.constantFrom(...KEYS), anyNonsense).map(([whole, key, value]) => {
      const [head, tail] = key.split(".");
      const copy: Record<string, unknown> = JSON.parse(JSON.stringify(whole));
      if (tail === undefined) copy[head] = value;
      else copy[head] = { ...(copy[head] as object), [tail]: value };
      return copy;
    }),
  );
  const types = ["load", "resume", "adjust", "reset", "play", "pause", "step", "export"];
  const savedLane = fc.oneof(fc.record({ begun: config, config }), anyNonsense);
  const message = fc.oneof(
    anyNonsense,
    fc.record({
      type: fc.oneof(fc.constantFrom<unknown>(...types), anyNonsense),
      config,
      siteBase: fc.oneof(fc.constant<unknown>("https://example.org/lab/"), anyNonsense),
      avoid: fc.oneof(fc.constant<unknown>([]), anyNonsense),
      backend: fc.oneof(fc.constant<unknown>("wasm"), anyNonsense),
      checkpoint: fc.oneof(fc.record({ lanes: fc.record({ a: savedLane, b: savedLane }) }), anyNonsense),
    }),
  );

  it("is a request with a config inside its ranges, or is refused with a sentence", () => {
    const outcomes = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(message, (each) => {
        try {
          const request = checkRequest(each);
          expect(types).toContain(request.type);
          if ("config" in request) expect(inRange(request.config)).toBe(true);
          outcomes.taken++;
        } catch (error) {
          if (!(error instanceof Error) || error.constructor !== Error) throw error;
          isSentence(error.message);
          outcomes.refused++;
        }
      }),
      { numRuns: COUNTS.messages, ...DRAW },
    );
    expect(outcomes.taken).toBeGreaterThan(COUNTS.messages / 20);
    expect(outcomes.refused).toBeGreaterThan(COUNTS.messages / 20);
  });
});

/** As text, also where the value has no text of its own. */
function asText(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
