import { spawn } from "node:child_process";
import { ROOT } from "./project.mjs";

const OWN_GROUP = process.platform !== "win32";
/** The programs that run now. */
const running = new Set();
/** How to end, once somebody has interrupted. */
let exitCode;

/**
 * Runs a script with this Node, its output as ours and no input, and afterwards ends whatever it left running.
 * @param {string[]} args the script and its arguments
 * @param {{ minutes: number, env?: Record<string, string> }} options it is ended after so many minutes
 * @returns {Promise<boolean>} whether it ended well
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

/** To a program and all that it started. */
function signal(child, name) {
  try {
    if (OWN_GROUP) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // It has ended already, which is what was wanted.
  }
}

/** Passes an interruption on, so that browsers and servers close, and ends with the usual code. */
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
