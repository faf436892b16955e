import { parseShard, type Shard } from "../src/experiments/expand";
import { readResults } from "../src/experiments/results-file";

/** Everything, as one shard. */
const WHOLE: Shard = { number: 1, of: 1 };

interface Given {
  /** The results file's name, and its content; empty if there is none. */
  readonly out: string;
  readonly existing: string;
  /** `--shard` and `--shards`, if given. */
  readonly shard: string | undefined;
  readonly shards: string | undefined;
}

/**
 * The shard that the command is to run; without `--shard` it is the whole plan. A results file says which shard it was begun
 * as: the number of shards need then not be given again, and must not be another one.
 * @throws Error with a sentence
 */
export function shardOf({ out, existing, shard, shards }: Given): Shard {
  if (shard === undefined) {
    if (shards === undefined) return WHOLE;
    throw new Error(`--shards ${shards} says how many shards there are; --shard i says which one to run.`);
  }
  const begun = existing === "" ? undefined : readResults(existing).origin;
  const wanted = parseShard(shard, shards ?? (shard.includes("/") ? undefined : begun?.shards?.toString()));
  if (begun?.shards === undefined) return wanted;
  if (begun.shards !== wanted.of)
    throw new Error(
      `${out} was begun as shard ${begun.shard} of ${begun.shards}, and this would be ${wanted.number} of ${wanted.of}. The number of shards is the plan’s, however many are started at once: write --shards ${begun.shards}.`,
    );
  if (begun.shard !== wanted.number)
    throw new Error(
      `${out} was begun as shard ${begun.shard} of ${begun.shards}, and this would be shard ${wanted.number}. Give --out another name.`,
    );
  return wanted;
}
