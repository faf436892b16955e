export function slopePerTenMinutes<Sample extends { readonly minutes: number }>(
  samples: readonly Sample[],
  read: (sample: Sample) => number,
): number;
