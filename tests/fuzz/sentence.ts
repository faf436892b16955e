import { expect } from "vitest";

/** A sentence for people: short, and nothing in it that only a programmer would know. */
export function isSentence(message: string): void {
  expect(message.length).toBeGreaterThan(10);
  expect(message.length).toBeLessThan(1000);
  expect(message).not.toMatch(/undefined|\[object|is not a function|cannot read/i);
}
