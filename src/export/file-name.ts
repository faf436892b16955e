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

/** The name under which something of a run is saved: `unitary-rnn-lab_<what>_<preset>_step-<n>.<extension>`. */
export function exportFileName(
  what: string,
  run: { readonly preset: string; readonly step: number },
  extension: string,
): string {
  return `unitary-rnn-lab_${slug(what)}_${slug(run.preset)}_step-${run.step}.${extension}`;
}
