/**
 * A short list that still fails, after Zeller’s ddmin: pieces are left out, large ones first, as long as what remains fails.
 * @param fails does a list anew
 * @param until when to stop, as a time of `Date.now`
 */
export async function shortest<T>(
  list: readonly T[],
  fails: (list: readonly T[]) => Promise<boolean>,
  until: number,
): Promise<readonly T[]> {
  let kept = list;
  for (let size = Math.ceil(kept.length / 2); size >= 1; ) {
    let shorter = false;
    for (let from = 0; from < kept.length && Date.now() < until; ) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (await fails(without)) {
        kept = without;
        shorter = true;
      } else from += size;
    }
    if (Date.now() >= until) break;
    if (size > 1) size = Math.ceil(size / 2);
    else if (!shorter) break;
  }
  return kept;
}
