import { dispose, type Tensor1D, type Tensor2D } from "@tensorflow/tfjs-core";
import type { NetworkTensors } from "./probe";

/** A network after `step` updates. Its owner frees it with {@link freeState}. */
export interface NetworkState {
  readonly step: number;
  readonly network: NetworkTensors;
}

/** Retains a state. Nothing is copied: it shares its tensors with the lane, which never writes to one. */
export function keepState(step: number, { cell, w, exponent, parameters }: NetworkTensors): NetworkState {
  const network: NetworkTensors = {
    cell,
    w: w.clone() as Tensor2D,
    exponent: exponent?.clone() as Tensor2D | undefined,
    parameters: parameters.clone() as Tensor1D,
  };
  return { step, network };
}

export function freeState({ network: { w, exponent, parameters } }: NetworkState): void {
  dispose([w, parameters, ...(exponent ? [exponent] : [])]);
}

/** The size of a state's tensors in bytes. */
export const bytesOf = ({ network: { w, exponent, parameters } }: NetworkState): number =>
  4 * (w.size + (exponent?.size ?? 0) + parameters.size);
