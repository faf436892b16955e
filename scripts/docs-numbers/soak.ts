import { SOAK, SOAKED_RULES, type Soaked, soak, soakTable } from "../soak-rules.ts";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import type { Measurement } from "./measurement";

/** Many steps of every rule that keeps W unitary. */
export const soaked: Measurement<Soaked> = {
  name: "soak",
  subject: `${SOAKED_RULES.map(({ id, numbers }) => `${id} ${numbers}`).join(", ")}: ${JSON.stringify(SOAK)}`,
  ofEngine: true,
  async *measure(_tools, before) {
    for (const { id, numbers } of SOAKED_RULES.slice(before.length)) yield await soak(id, numbers, SOAK);
  },
};

export const soakSlots = (data: Data): Slots => ({ table: soakTable(data.rows(soaked), SOAK) });
