import { KEYS } from "../config/schema";
import { OWNERS, PAGE_KEYS } from "./keys";

/** A key, as it begins a pair or stands alone. */
const isKnown = (name: string): boolean =>
  (KEYS as readonly string[]).includes(name) ||
  PAGE_KEYS.includes(name) ||
  OWNERS.some((owner) => name.startsWith(`${owner}.`));

/** The name in front of the first `=` or `&`. */
const firstName = (text: string) => text.split(/[=&]/, 1)[0];

/**
 * The part of an address behind `#`, repaired where mail programs and editors mangle links: `&amp;` for `&`; `%3D`,
 * `%26` and `%23` for `=`, `&` and `#`, encoded once or twice; and the settings behind `?` in place of `#`.
 * @param search the part behind `?`, used only if nothing is behind `#`
 */
export function repaired(hash: string, search = ""): string {
  const behind = hash.replace(/^#/, "");
  const text = behind === "" && isKnown(firstName(decoded(search.replace(/^\?/, "")))) ? search : behind;
  return `#${decoded(text.replace(/^\?/, ""))}`.replace(/^#$/, "");
}

/** The text without what was encoded once too often; a value that is encoded by right stays so. */
function decoded(text: string): string {
  let plain = text.replace(/&(amp;)+/gi, "&");
  for (let i = 0; i < 2 && !isKnown(firstName(plain)); i++) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      return plain;
    }
    plain = plain.replace(/^[#?]+/, "").replace(/&(amp;)+/gi, "&");
  }
  return isKnown(firstName(plain)) ? plain : text;
}
