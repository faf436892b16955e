import type { ActivationId } from "../../config/schema";
import type { Activation } from "./activation";
import { identity } from "./identity";
import { modrelu } from "./modrelu";
import { relu } from "./relu";
import { sigmoid } from "./sigmoid";
import { tanh } from "./tanh";

export type { Activation } from "./activation";

export const ACTIVATIONS_BY_ID: Readonly<Record<ActivationId, Activation>> = {
  modrelu,
  tanh,
  sigmoid,
  relu,
  identity,
};
