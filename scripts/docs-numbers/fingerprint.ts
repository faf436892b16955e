import { ENGINE } from "../../src/experiments/source";
import { digest } from "../../src/tasks/digest";
import { engineFingerprint, FINGERPRINT_ROWS } from "../engine-fingerprint";
import type { Measurement } from "./measurement";

/** The fingerprint of the engine’s numbers, beside the version that has them. */
export const fingerprint: Measurement<{ readonly fingerprint: string }> = {
  name: "engine",
  subject: `${FINGERPRINT_ROWS.length} short rows, ${digest(JSON.stringify(FINGERPRINT_ROWS))}`,
  ofEngine: true,
  async *measure({ taskOf, kept }) {
    const now = await engineFingerprint(taskOf);
    const before = kept(fingerprint);
    const same = before?.engine === ENGINE && before.subject === fingerprint.subject;
    if (same && before.rows.some((row) => row.fingerprint !== now))
      throw new Error(
        `The engine’s numbers are no longer those of version ${ENGINE}: raise ENGINE in src/experiments/source.ts first.`,
      );
    yield { fingerprint: now };
  },
};
