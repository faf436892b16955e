/** The SHA-256 digest of a response's body, in the form of `integrity` attributes. The response can still be used. */
export async function digestOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/**
 * Whether a response is a file, by its digest. If that is not known, as for a file of a release before there were digests, it
 * must at least not be the HTML that some hosts answer with for a missing file.
 */
export async function isRight(
  response: Response,
  file: string,
  digest: string | undefined,
): Promise<boolean> {
  if (digest !== undefined) return (await digestOf(response)) === digest;
  return response.ok && (file.endsWith(".html") || !/html/.test(response.headers.get("Content-Type") ?? ""));
}
