const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};
const MINUS = "−";
/** A narrow unbreakable space, which keeps a number on one line. */
const THIN = "\u202f";

/** A whole number in superscript digits: −12 gives ⁻¹². */
export function superscript(whole: number): string {
  return Array.from(String(whole), (character) => SUPERSCRIPTS[character] ?? character).join("");
}

/** 10^exponent for a whole exponent: −6 gives 10⁻⁶. */
export function powerOfTen(exponent: number): string {
  return `10${superscript(exponent)}`;
}

/** A whole number with separated thousands: 12345 gives 12 345. */
export function formatCount(whole: number): string {
  if (!Number.isFinite(whole)) return formatNumber(whole);
  const digits = String(Math.abs(Math.round(whole))).replace(/\B(?=(\d{3})+$)/g, THIN);
  return whole < 0 ? MINUS + digits : digits;
}

/**
 * Formats a number for the user: at most `digits` significant digits, no trailing zeros, plain from 0.001 to
 * 9999 and as m × 10ᵏ beyond. NaN and the infinities are written as NaN and ±∞.
 */
export function formatNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${MINUS}∞`;
  if (value === 0) return "0";
  const [mantissa, power] = Math.abs(value)
    .toExponential(digits - 1)
    .split("e") as [string, string];
  const exponent = Number(power);
  const shown =
    exponent >= -3 && exponent <= 3
      ? String(Number(`${mantissa}e${power}`))
      : `${Number(mantissa)}${THIN}×${THIN}${powerOfTen(exponent)}`;
  return value < 0 ? MINUS + shown : shown;
}

/** A ratio as per cent with at most two significant digits: 0.914 gives 91 %. */
export function formatPercent(ratio: number): string {
  return Number.isFinite(ratio) ? `${formatNumber(ratio * 100)}${THIN}%` : formatNumber(ratio);
}

/** As {@link formatNumber}, of 10^log10, which may be far too large or too small for a number: −∞ gives 0. */
export function formatTenTo(log10: number, digits = 2): string {
  if (!Number.isFinite(log10) || Math.abs(log10) < 300) return formatNumber(10 ** log10, digits);
  const [mantissa, carry] = (10 ** (log10 - Math.floor(log10))).toExponential(digits - 1).split("e");
  return `${Number(mantissa)}${THIN}×${THIN}${powerOfTen(Math.floor(log10) + Number(carry))}`;
}
