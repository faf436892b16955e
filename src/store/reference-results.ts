import { type Results, readResults } from "../experiments/results-file";

const address = (file: string) => new URL(`results/${file}`, document.baseURI);

/** Names of the results files that come with the lab, a plan's id with `.jsonl`; empty if the list cannot be read. */
export async function listReferences(): Promise<readonly string[]> {
  try {
    const response = await fetch(address("index.json"));
    const names: unknown = response.ok ? await response.json() : [];
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** Reads a results file that comes with the lab. @throws Error with a sentence about what is wrong */
export async function readReference(file: string): Promise<Results> {
  const response = await fetch(address(file));
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return readResults(await response.text());
}
