/** The message of anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The result of work that the browser may refuse, such as storing something; `otherwise` if it fails. */
export async function attempt<T, U>(work: () => Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}
