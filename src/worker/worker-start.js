// Runs first in every worker, from a blob, so that the page's policy holds there too; PROGRAM is the address of the worker's own
// program. Messages wait for it.
const early = [];
self.onmessage = (event) => early.push(event);
for (let tries = 1; ; tries++) {
  try {
    await import(PROGRAM);
    break;
  } catch (error) {
    // A TypeError means that a file did not arrive. One that arrived damaged stays so in this worker: the page starts another.
    if (!(error instanceof TypeError) || tries === 5) throw error;
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** tries));
  }
}
for (const event of early) self.onmessage?.(event);
