import { expect, test } from "vitest";
import { readAudit } from "../../scripts/audit.mjs";

test("an audit passes where nothing is known, fails by name where something is, and says when nobody answered", () => {
  const clean = JSON.stringify({ vulnerabilities: {}, metadata: { vulnerabilities: { total: 0 } } });
  expect(readAudit(clean, "").outcome).toBe("passed");
  const found = JSON.stringify({
    vulnerabilities: { "left-pad": { severity: "high" } },
    metadata: { vulnerabilities: { total: 1 } },
  });
  expect(readAudit(found, "")).toEqual({
    outcome: "failed",
    sentence: "Known vulnerabilities in what is shipped: left-pad (high).",
  });
  const refused = JSON.stringify({ message: "405 Method Not Allowed", error: {} });
  expect(readAudit(refused, "")).toMatchObject({
    outcome: "skipped",
    sentence: expect.stringContaining("405"),
  });
  expect(readAudit("", "npm error network\nETIMEDOUT")).toMatchObject({ outcome: "skipped" });
});
