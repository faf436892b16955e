import type { ScanActivation } from "../rnn-pass";
import type { Activation } from "./activation";
import { identity } from "./identity";
import { modrelu } from "./modrelu";
import { modreluComplex } from "./modrelu-complex";
import { relu } from "./relu";
import { sigmoid } from "./sigmoid";
import { tanh } from "./tanh";

export type { Activation } from "./activation";

export const ACTIVATIONS_BY_ID: Readonly<Record<ScanActivation, Activation>> = {
  modrelu,
  "modrelu-complex": modreluComplex,
  tanh,
  sigmoid,
  relu,
  identity,
};
