/**
 * The factor that brings a gradient of this norm down to the threshold τ, min(1, τ/‖G‖) (Pascanu, Mikolov, Bengio
 * 2012, algorithm 1). A threshold of 0 never clips.
 */
export function clipFactor(norm: number, threshold: number): number {
  return threshold > 0 && norm > threshold ? threshold / norm : 1;
}
