interface Curve {
  readonly step: readonly number[];
  readonly loss: readonly number[];
  readonly accuracy: readonly number[];
  readonly seconds: readonly number[];
}
export function thinned(curve: Curve, points: number): Curve;
