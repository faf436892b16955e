import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { preview } from "vite";
import { ROOT } from "../project.mjs";

/** The first of these programs on the PATH. */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** An expression for the lab's step; NaN if none is shown. */
export const STEP = `Number(/step\\s+([\\d\\s]+)/.exec(document.querySelector('[role=status][aria-label=Step]')?.textContent ?? "")?.[1].replace(/\\s/g, ""))`;

/**
 * Serves the built page, drives it in a browser, prints the result, and sets the exit code.
 * @param {() => Promise<import("./browser.mjs").Browser>} start
 * @param {{
 *   plugins?: import("vite").Plugin[],
 *   drive?: (browser: import("./browser.mjs").Browser, address: string) => Promise<string>,
 *   screenshot?: string,
 * }} options plugins of the server; the actions on the page, which return a result or throw; a file for a screenshot
 */
export async function smokeTest(start, { plugins = [], drive = play, screenshot } = {}) {
  process.chdir(ROOT);
  if (!existsSync("dist/index.html")) {
    console.error("There is no dist/: run npm run build first.");
    process.exitCode = 1;
    return;
  }
  const server = await preview({ logLevel: "error", preview: { port: 0 }, plugins });
  let browser;
  try {
    browser = await start();
    console.log(`passed: ${browser.version}: ${await drive(browser, server.resolvedUrls.local[0])}.`);
  } catch (error) {
    console.error(`failed: ${error.message}`);
    process.exitCode = 1;
  } finally {
    if (browser && screenshot) writeFileSync(screenshot, await browser.screenshot());
    await browser?.end();
    await server.close();
  }
}

/** Checks Play, charts, PNG export and console. @returns a summary @throws Error that names what failed */
async function play(browser, address) {
  await browser.open(address);
  await browser.until(
    "initial state on the charts",
    `${STEP} === 0 && document.querySelectorAll("figure svg path").length > 4`,
  );
  await browser.evaluate(
    `[...document.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.textContent) === "Play").id ||= "play"`,
  );
  await browser.click("#play");
  await browser.until("step 50", `${STEP} >= 50`);
  const figures = await browser.evaluate(`document.querySelectorAll("figure").length`);
  const drawn = await browser.evaluate(
    `[...document.querySelectorAll("figure")].filter((one) => one.querySelector("svg path, svg circle, canvas")).length`,
  );
  if (figures < 5 || drawn < figures) throw new Error(`Only ${drawn} of ${figures} charts are drawn.`);
  await browser.evaluate(`document.querySelector('figure button[aria-label^="Export PNG"]').id ||= "save"`);
  await browser.click("#save");
  const { name, bytes } = await savedPicture(browser.downloads);
  const complaints = await browser.complaints();
  if (complaints.length > 0) throw new Error(`The console said: ${complaints.join("; ")}`);
  const backend = await browser.evaluate(
    `document.querySelector('[role=status][aria-label=Backend]').textContent`,
  );
  return `played to step ${await browser.evaluate(STEP)} on ${backend}, ${figures} charts drawn, ${name} saved (${bytes} bytes), console clean`;
}

async function savedPicture(folder) {
  const saved = () => readdirSync(folder).find((name) => name.endsWith(".png"));
  const end = Date.now() + 30_000;
  while (!saved() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 200));
  const name = saved();
  if (!name) throw new Error("No picture was saved in 30 s.");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const picture = readFileSync(join(folder, name));
  if (
    picture.length < 20_000 ||
    picture.readUInt32BE(0) !== 0x89504e47 ||
    !picture.includes("unitary-rnn-lab")
  )
    throw new Error(
      `The saved file (${picture.length} bytes) is not a picture of the lab with its settings.`,
    );
  return { name, bytes: picture.length };
}
