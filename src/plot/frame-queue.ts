const waiting = new Set<() => void>();

function next(): void {
  const [first] = waiting;
  if (!first) return;
  waiting.delete(first);
  if (waiting.size > 0) requestAnimationFrame(next);
  first();
}

/** Queues a job; each queued job runs in an animation frame of its own. @returns a function that cancels the job */
export function queueForFrame(job: () => void): () => void {
  const own = () => job();
  waiting.add(own);
  if (waiting.size === 1) requestAnimationFrame(next);
  return () => waiting.delete(own);
}
