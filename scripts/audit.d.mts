export interface Audit {
  readonly outcome: "passed" | "failed" | "skipped";
  readonly sentence: string;
}
export function audit(): Audit;
export function readAudit(stdout: string, said: string): Audit;
