import jStat from "jstat";

/** The two-sided p-value of Student's t, P(|T| ≥ |t|). */
export const twoSidedP = (t: number, degreesOfFreedom: number): number =>
  Number.isFinite(t) ? Math.min(1, 2 * jStat.studentt.cdf(-Math.abs(t), degreesOfFreedom)) : 0;

/** The value below which Student's t is with probability p. */
export const tQuantile = (p: number, degreesOfFreedom: number): number =>
  jStat.studentt.inv(p, degreesOfFreedom);

/** Tables that are as likely as the observed one, but for rounding, count as at least as extreme. */
const SLACK = 1 + 1e-7;

/**
 * The two-sided p-value of Fisher's exact test that `one` of `ofOne` and `other` of `ofOther` differ by chance: the
 * probability, given how many there are in all, of every division that is no likelier than this one.
 */
export function fisherExact(one: number, ofOne: number, other: number, ofOther: number): number {
  const [population, marked] = [ofOne + ofOther, one + other];
  if (marked === 0 || marked === population || ofOne === 0 || ofOther === 0) return 1;
  const likelihood = (k: number) => jStat.hypgeom.pdf(k, population, marked, ofOne);
  const observed = likelihood(one) * SLACK;
  let p = 0;
  for (let k = Math.max(0, marked - ofOther); k <= Math.min(ofOne, marked); k++) {
    const each = likelihood(k);
    if (each <= observed) p += each;
  }
  return Math.min(1, p);
}
