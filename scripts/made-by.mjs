import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import { ROOT } from "./project.mjs";

/** The commit of the project, with a plus if there are uncommitted changes to what computes; empty outside of a checkout. */
export function commit() {
  const git = (...args) =>
    execFileSync("git", args, { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  try {
    return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src", "scripts") ? "+" : "");
  } catch {
    return "";
  }
}

/** The processor and the version of Node, as results name them. */
export const machine = () =>
  `${cpus()[0]?.model.trim() ?? "unknown processor"}, Node ${process.versions.node}`;
