import source from "../../docs/verdicts.py?raw";
import { digest } from "../../src/tasks/digest";
import type { Slots } from "./blocks";
import type { Data } from "./data";
import type { Measurement } from "./measurement";

/** The numbers that docs/verdicts.py computes with numpy, by the names of their slots. */
export const verdicts: Measurement<Slots> = {
  name: "verdicts",
  subject: `docs/verdicts.py ${digest(source)}`,
  ofEngine: false,
  async *measure({ python }) {
    yield JSON.parse(python(["docs/verdicts.py", "--json"])) as Slots;
  },
};

export const verdictSlots = (data: Data): Slots => data.rows(verdicts)[0];
