/** Of each row of `width` numbers, `count` from `from` on; the values themselves if that is all of them. */
export function columns<Values extends Float32Array | Float64Array>(
  values: Values,
  width: number,
  from: number,
  count: number,
): Values {
  if (count === width) return values;
  const rows = values.length / width;
  const out = values.slice(0, rows * count) as Values;
  for (let r = 0; r < rows; r++)
    out.set(values.subarray(r * width + from, r * width + from + count), r * count);
  return out;
}
