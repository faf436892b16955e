/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What work that the browser may refuse comes to, such as storing something; if it is refused, `otherwise`. */
export async function attempt<T, U>(work: () => Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}
