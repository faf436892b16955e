/** Lower-case letters and digits joined by hyphens: “Gradient norm through time” gives gradient-norm-through-time. */
export function slug(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain || "untitled";
}

/** The name of an exported file: `unitary-rnn-lab_<what>_<preset>_step-<n>.<extension>`, without `_step-<n>` if there is no step. */
export function exportFileName(
  what: string,
  run: { readonly preset: string; readonly step?: number },
  extension: string,
): string {
  const parts = ["unitary-rnn-lab", slug(what), slug(run.preset)];
  if (run.step !== undefined) parts.push(`step-${run.step}`);
  return `${parts.join("_")}.${extension}`;
}
