/** Matches a number as the page writes it: 7.8 × 10⁻⁷, 56, ∞. */
export const NUMBER = "(NaN|∞|\\d+(?:\\.\\d+)?(?:\\s×\\s10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?)";

/** The value of a number as the page writes it. */
export function numberIn(text: string): number {
  const plain = text
    .replace(/[\s\u202f]/g, "")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/g, (digit) =>
      "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(digit) === 10 ? "-" : String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)),
    );
  return Number(plain.replace("×10", "e").replace("−", "-").replace("∞", "Infinity"));
}
