/** FNV-1a, 64 bits: the prime is 2⁴⁰ + {@link PRIME}. */
const [BASIS_HIGH, BASIS_LOW, PRIME] = [0xcbf29ce4, 0x84222325, 0x1b3];

/**
 * Identifies a text by its characters, whatever its file is called and however that is encoded: FNV-1a of its UTF-8 bytes, as
 * 16 hexadecimal digits. `crypto.subtle` would not do, as it is missing on a page that is served over plain http.
 */
export const digest = (text: string): string => digestOfBytes(new TextEncoder().encode(text));

/** FNV-1a, 64 bits, as 16 hexadecimal digits. */
export function digestOfBytes(bytes: Uint8Array): string {
  let [high, low] = [BASIS_HIGH, BASIS_LOW];
  for (const byte of bytes) {
    const mixed = (low ^ byte) >>> 0;
    const product = mixed * PRIME;
    high = (high * PRIME + Math.floor(product / 2 ** 32) + ((mixed << 8) >>> 0)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
