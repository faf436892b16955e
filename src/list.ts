/** “a, b and c”; “a, n 2; b; and c” if a name has a comma of its own. */
export function list(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "";
  const hasComma = names.some((name) => name.includes(","));
  const [between, last] = hasComma ? ["; ", "; and "] : [", ", " and "];
  return `${names.slice(0, -1).join(between)}${last}${names.at(-1)}`;
}
