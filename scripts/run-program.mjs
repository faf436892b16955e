import { spawn } from "node:child_process";
import { ROOT } from "./project.mjs";

const OWN_GROUP = process.platform !== "win32";
/** The programs that are running. */
const running = new Set();
/** The exit code after an interruption. */
let exitCode;

/**
 * Runs a script with this Node, with inherited output and no input, and afterwards kills the processes that it left.
 * @param {string[]} args the script and its arguments
 * @param {{ minutes: number, env?: Record<string, string> }} options the time limit in minutes, and the environment
 * @returns {Promise<boolean>} whether it succeeded
 */
export function runProgram(args, { minutes, env = {} }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
      detached: OWN_GROUP,
    });
    running.add(child);
    const timer = setTimeout(() => {
      console.error(`Ended after ${minutes} minutes.`);
      signal(child, "SIGKILL");
    }, minutes * 60_000);
    const settle = (endedWell) => {
      clearTimeout(timer);
      running.delete(child);
      signal(child, "SIGKILL");
      if (exitCode !== undefined) process.exit(exitCode);
      resolve(endedWell);
    };
    child.once("error", (error) => {
      console.error(error.message);
      settle(false);
    });
    child.once("exit", (code) => settle(code === 0));
  });
}

/** Sends a signal to a program and all processes that it started. */
function signal(child, name) {
  try {
    if (OWN_GROUP) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // The program has ended already.
  }
}

/** Forwards an interruption, so that browsers and servers close, and exits with the usual code. */
for (const [name, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.once(name, () => {
    exitCode = code;
    if (running.size === 0) process.exit(code);
    for (const child of running) signal(child, "SIGINT");
    setTimeout(() => {
      for (const child of running) signal(child, "SIGKILL");
    }, 5000);
  });
}
