import { expect, test } from "vitest";
import { csv } from "../../src/export/csv";

test("a table becomes CSV by RFC 4180: quoted where it must be, every digit kept, NaN and infinities by name", () => {
  const text = csv(
    ["step", 'a "b"', "1,5"],
    [
      [0, 1 / 3, Number.NaN],
      [1, -1e-300, Number.POSITIVE_INFINITY],
      ["line\nbreak", "", 7],
    ],
  );
  expect(text).toBe(
    'step,"a ""b""","1,5"\r\n' +
      "0,0.3333333333333333,NaN\r\n" +
      "1,-1e-300,Infinity\r\n" +
      '"line\nbreak",,7\r\n',
  );
});
