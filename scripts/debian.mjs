import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";

const OS_RELEASE = "/etc/os-release";

/**
 * Installs packages on Debian, as root.
 * @param {string[]} packages
 * @returns {Promise<string | undefined>} why it failed, as a sentence; undefined if they are installed
 */
export async function installOnDebian(packages) {
  const list = packages.join(" ");
  if (!existsSync(OS_RELEASE) || !/^ID=debian$/m.test(readFileSync(OS_RELEASE, "utf8")))
    return `This is no Debian, where they would be installed (${list}).`;
  if (process.getuid?.() !== 0) return `Only root can install them: apt-get install ${list}.`;
  console.log(`Installing ${list} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const [status] = await once(
      spawn("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] }),
      "exit",
    );
    if (status !== 0) return `apt-get ${args[0]} failed.`;
  }
  return undefined;
}
