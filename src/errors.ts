/** The message of whatever was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What work that the browser may refuse comes to, such as storing something; if it is refused, `otherwise`. */
export async function attempt<T, Otherwise>(
  work: () => Promise<T>,
  otherwise: Otherwise,
): Promise<T | Otherwise> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}
