import { expect, test } from "vitest";
import { csvBlob } from "../../src/csv";
import { csv } from "../../src/export/csv";
import { formatCount, formatNumber, formatTenTo } from "../../src/math/number-format";

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

test("no cell is one that a spreadsheet takes for a formula, and numbers stay numbers", () => {
  const text = csv(
    ["+αG", "=1+1", "−W"],
    [
      ["-x", "@SUM(A1)", '=HYPERLINK("http://x","y")'],
      ["\t=1", Number.NEGATIVE_INFINITY, "＝1"],
      ["\n=1", "+1e5", "+1+1"],
      [-0.5, "-0.5", "-1e-7"],
    ],
  );
  expect(text).toBe(
    "'+αG,'=1+1,−W\r\n" +
      `'-x,'@SUM(A1),"'=HYPERLINK(""http://x"",""y"")"\r\n` +
      "'\t=1,'-Infinity,'＝1\r\n" +
      `"'\n=1",+1e5,'+1+1\r\n` +
      "-0.5,-0.5,-1e-7\r\n",
  );
});

test("a number that a table writes as the page does is one that a spreadsheet reads, also beyond the range of a number", () => {
  const told = [
    formatNumber(-0.5),
    formatNumber(-1.25e-7, 4),
    formatCount(1_234_567),
    formatTenTo(-412.25, 3),
  ];
  // The page's own signs: U+2212, thin spaces, superscripts.
  expect(told).toEqual(["−0.5", "−1.25\u202f×\u202f10⁻⁷", "1\u202f234\u202f567", "5.62\u202f×\u202f10⁻⁴¹³"]);
  expect(csv(["v"], [told, ["−∞", "1,5", "−W", "2 units"]])).toBe(
    'v\r\n-0.5,-1.25e-7,1234567,5.62e-413\r\n\'-Infinity,"1,5",−W,2 units\r\n',
  );
});

test("a CSV file with signs beyond ASCII begins with the mark of UTF-8, which spreadsheets need", async () => {
  const bytes = new Uint8Array(await csvBlob("‖W‖\r\n").arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe("‖W‖\r\n");
  expect(await csvBlob("step,loss\r\n").text()).toBe("step,loss\r\n");
  expect(new Uint8Array(await csvBlob("step\r\n").arrayBuffer())[0]).toBe("s".charCodeAt(0));
});
