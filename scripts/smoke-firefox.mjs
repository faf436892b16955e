import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { preview } from "vite";
import { Firefox } from "./bidi.mjs";
import { ROOT } from "./project.mjs";

/*
 * npm run smoke:firefox                the built page in Firefox: plays, draws, saves a picture
 * npm run smoke:firefox -- shot.png    and keeps a screenshot
 *
 * Without a Firefox it says “skipped” and ends well. FIREFOX_PATH names one.
 */

const NAMES = ["firefox", "firefox-esr"];

function findFirefox() {
  if (process.env.FIREFOX_PATH) return process.env.FIREFOX_PATH;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
}

/** @param {Firefox} firefox @param {string} address */
async function smoke(firefox, address) {
  const step = `Number(/step\\s+([\\d\\s]+)/.exec(document.querySelector('[role=status][aria-label=Step]')?.textContent ?? "")?.[1].replace(/\\s/g, ""))`;
  await firefox.open(address);
  await firefox.until(
    "initial state on the charts",
    `${step} === 0 && document.querySelectorAll("figure svg path").length > 4`,
  );
  await firefox.evaluate(
    `[...document.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.textContent) === "Play").id ||= "play"`,
  );
  await firefox.click("#play");
  await firefox.until("step 50", `${step} >= 50`);
  const figures = await firefox.evaluate(`document.querySelectorAll("figure").length`);
  const drawn = await firefox.evaluate(
    `[...document.querySelectorAll("figure")].filter((one) => one.querySelector("svg path, svg circle, canvas")).length`,
  );
  if (figures < 5 || drawn < figures) throw new Error(`Only ${drawn} of ${figures} charts are drawn.`);
  await firefox.evaluate(`document.querySelector('figure button[aria-label^="Export PNG"]').id ||= "save"`);
  await firefox.click("#save");
  const saved = () => readdirSync(firefox.downloads).find((name) => name.endsWith(".png"));
  const end = Date.now() + 30_000;
  while (!saved() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 200));
  if (!saved()) throw new Error("No picture was saved in 30 s.");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const picture = readFileSync(join(firefox.downloads, saved()));
  if (
    picture.length < 20_000 ||
    picture.readUInt32BE(0) !== 0x89504e47 ||
    !picture.includes("unitary-rnn-lab")
  )
    throw new Error(
      `The saved file (${picture.length} bytes) is not a picture of the lab with its settings.`,
    );
  if (firefox.complaints.length > 0) throw new Error(`The console said: ${firefox.complaints.join("; ")}`);
  const backend = await firefox.evaluate(
    `document.querySelector('[role=status][aria-label=Backend]').textContent`,
  );
  return `played to step ${await firefox.evaluate(step)} on ${backend}, ${figures} charts drawn, ${saved()} saved (${picture.length} bytes), console clean`;
}

process.chdir(ROOT);
const path = findFirefox();
if (!path) console.log("skipped: there is no Firefox on the PATH, and FIREFOX_PATH names none.");
else if (!existsSync("dist/index.html")) {
  console.error("There is no dist/: run npm run build first.");
  process.exitCode = 1;
} else {
  const server = await preview({ logLevel: "error", preview: { port: 0 } });
  let firefox;
  try {
    firefox = await Firefox.start(path);
    const version = spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim();
    console.log(`passed: ${version}: ${await smoke(firefox, server.resolvedUrls.local[0])}.`);
  } catch (error) {
    console.error(`failed: ${error.message}`);
    process.exitCode = 1;
  } finally {
    const [screenshot] = process.argv.slice(2);
    if (firefox && screenshot) writeFileSync(screenshot, await firefox.screenshot());
    await firefox?.end();
    await server.close();
  }
}
