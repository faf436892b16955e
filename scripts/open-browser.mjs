import { spawn } from "node:child_process";

/** Opens an address in the user's browser, if this is a terminal with a display; else does nothing. */
export function openBrowser(address) {
  if (process.env.CI || !process.stdout.isTTY) return;
  const opener = openerHere();
  if (!opener) return;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
  // The address is printed in the terminal too, so a missing opener does not matter.
  child.on("error", () => {});
  child.unref();
}

function openerHere() {
  if (process.platform === "darwin") return ["open"];
  if (process.platform === "win32") return ["cmd", "/c", "start", ""];
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ["xdg-open"] : undefined;
}
