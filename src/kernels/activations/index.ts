import { keysOf } from "../../keys";
import type { Activation } from "./activation";
import { identity } from "./identity";
import { modrelu } from "./modrelu";
import { modreluComplex } from "./modrelu-complex";
import { relu } from "./relu";
import { sigmoid } from "./sigmoid";
import { tanh } from "./tanh";

export type { Activation } from "./activation";

/** Every activation by its id, in the order of the forms. */
export const ACTIVATIONS = {
  modrelu,
  tanh,
  sigmoid,
  relu,
  identity,
} as const satisfies Readonly<Record<string, Activation>>;

export type ActivationId = keyof typeof ACTIVATIONS;
export const ACTIVATION_IDS: readonly ActivationId[] = keysOf(ACTIVATIONS);

/** The activations that kernels implement; the complex modReLU acts on pairs of units, (k, k + n/2) being Re and Im. */
export const SCAN_ACTIVATIONS = { ...ACTIVATIONS, "modrelu-complex": modreluComplex } as const;

export type ScanActivation = keyof typeof SCAN_ACTIVATIONS;
export const SCAN_ACTIVATION_IDS: readonly ScanActivation[] = keysOf(SCAN_ACTIVATIONS);

/** The id of the kernels' implementation of an activation for real or complex units. */
export const scanned = (activation: ActivationId, complex: boolean): ScanActivation =>
  complex && activation === "modrelu" ? "modrelu-complex" : activation;
