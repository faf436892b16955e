import type { Drivers } from "./drivers.mjs";
export function startDawn(choices: readonly Drivers[]): Promise<Drivers>;
