/**
 * The least-squares slope of y over minutes, per ten minutes, without the first fifth, the warm-up.
 * @param {readonly { minutes: number }[]} samples
 * @param {(sample: any) => number} read
 */
export function slopePerTenMinutes(samples, read) {
  const end = samples.at(-1)?.minutes ?? 0;
  const counted = samples.filter(({ minutes }) => minutes >= end / 5);
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [counted.map(({ minutes }) => minutes), counted.map(read)];
  const [centreX, centreY] = [mean(x), mean(y)];
  const across = x.reduce((sum, value, i) => sum + (value - centreX) * (y[i] - centreY), 0);
  const along = x.reduce((sum, value) => sum + (value - centreX) ** 2, 0);
  return (10 * across) / along;
}
