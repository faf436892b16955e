import { type KeyTable, type Pair, readOwn } from "../../address/keys";
import { PLANS } from "../../experiments/plans";

const IDS = PLANS.map(({ id }) => id);

/** What an address asks of the experiments: the plan whose reference run is shown. */
interface ExperimentsPlace {
  readonly reference: string;
}

const KEYS: KeyTable<"experiments", ExperimentsPlace> = {
  reference: {
    read: (reference) => (IDS.includes(reference) ? { reference } : `one of ${IDS.join(", ")}`),
    write: ({ reference }) => reference,
  },
};

/** The plan whose reference run an address names, if it names one, and a sentence per rejected value. */
export function readPlace(pairs: readonly Pair[]): {
  readonly reference: string | undefined;
  readonly refusals: readonly string[];
} {
  const { values, refusals } = readOwn("experiments", KEYS, pairs);
  return { reference: values.reference, refusals };
}
