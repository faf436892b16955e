import { log } from "../math/elementary";
import type { EncodedText } from "./vocabulary";

/**
 * The bigram baseline: predicts each token from the previous one, learnt from the training text and measured on the
 * held-out text. The loss is the mean of −ln p in nats with the counts of pairs smoothed by those of tokens (Witten,
 * Bell 1991), the accuracy the share of tokens that were the most frequent successor. With N(v) successors of v in
 * training, D(v) different ones, p(w | v) = (N(v, w) + D(v)·p(w)) / (N(v) + D(v)) and p(w) = (N(w) + 1) / (N +
 * classes).
 */
export function bigram({ ids, cut, tokens }: EncodedText): { loss: number; accuracy: number } {
  const classes = tokens.length + 1;
  const counts = new Float64Array(classes).fill(1);
  for (let i = 0; i < cut; i++) counts[ids[i]]++;
  const mostFrequent = counts.indexOf(Math.max(...counts));

  const pairs = new Map<number, number>();
  const successors = new Float64Array(classes);
  const different = new Float64Array(classes);
  const likeliest = new Int32Array(classes).fill(mostFrequent);
  const largestCount = new Float64Array(classes);
  for (let i = 1; i < cut; i++) {
    const [before, next] = [ids[i - 1], ids[i]];
    const pair = before * classes + next;
    const count = (pairs.get(pair) ?? 0) + 1;
    pairs.set(pair, count);
    successors[before]++;
    if (count === 1) different[before]++;
    if (count > largestCount[before]) {
      largestCount[before] = count;
      likeliest[before] = next;
    }
  }

  let [nats, hits] = [0, 0];
  const first = Math.max(1, cut);
  for (let i = first; i < ids.length; i++) {
    const [before, next] = [ids[i - 1], ids[i]];
    const alone = counts[next] / (cut + classes);
    const seen = successors[before] + different[before];
    const together = pairs.get(before * classes + next) ?? 0;
    nats -= log(seen > 0 ? (together + different[before] * alone) / seen : alone);
    if (likeliest[before] === next) hits++;
  }
  const measured = ids.length - first;
  return { loss: nats / measured, accuracy: hits / measured };
}
