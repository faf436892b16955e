const waiting = new Set<() => void>();

function next(): void {
  const [first] = waiting;
  if (!first) return;
  waiting.delete(first);
  if (waiting.size > 0) requestAnimationFrame(next);
  first();
}

/** Runs the job in an animation frame of its own, after those that wait already. @returns what calls it off */
export function inTurn(job: () => void): () => void {
  const own = () => job();
  waiting.add(own);
  if (waiting.size === 1) requestAnimationFrame(next);
  return () => waiting.delete(own);
}
