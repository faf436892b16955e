import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { STEP } from "./page.mjs";

/** The number of losses compared. */
const STEPS = 10;
/** The largest relative difference allowed between a loss on WebGPU and on wasm. */
const TOLERANCE = 1e-5;

/**
 * Settings, as in the address. All use tanh: modReLU jumps if a threshold has become positive, so that ten steps may
 * amplify rounding.
 */
const TANH = "a.activation=tanh&b.activation=tanh";
const ADAM = ["a", "b"].map((lane) => `${lane}.optimiser=adam&${lane}.precondition=adam`).join("&");
const CONFIGS = {
  Remember: TANH,
  // More than a single workgroup handles.
  "65 units": `${TANH}&units=65&length=20&b.init=haar`,
  complex: `${TANH}&a.numbers=complex&b.numbers=complex&length=20`,
  adding: `${TANH}&task=adding&length=20&units=16&batch=8`,
  digits: `${TANH}&task=digits&units=16&batch=4`,
  Adam: `${TANH}&${ADAM}&length=12&recall=2&units=16&batch=4`,
};

/**
 * Trains each of {@link CONFIGS} on WebGPU and on wasm in one browser, and prints the difference of their losses.
 * @param {import("./browser.mjs").Browser} browser
 * @param {string} address of the page
 * @returns {Promise<string>} a summary @throws Error that names what failed
 */
export async function compareLosses(browser, address) {
  const worst = [];
  let adapter = "";
  for (const [name, settings] of Object.entries(CONFIGS)) {
    const started = Date.now();
    const onGpu = await train(browser, `${address}#${settings}`, "webgpu");
    const onWasm = await train(browser, `${address}#${settings}`, "wasm");
    const errors = ["A", "B"].map((_, lane) => difference(onGpu.losses[lane], onWasm.losses[lane]));
    worst.push(...errors);
    adapter = onGpu.adapter;
    const [a, b] = errors.map((error) => error.toExponential(1));
    console.log(`${name}: lane A ${a}, lane B ${b}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  const complaints = await browser.complaints();
  if (complaints.length > 0) throw new Error(`The console said: ${complaints.join("; ")}`);
  const largest = Math.max(...worst);
  if (!(largest <= TOLERANCE))
    throw new Error(`Losses on WebGPU (${adapter}) and on wasm differ by up to ${largest}, relatively.`);
  return `WebGPU (${adapter}), first ${STEPS} losses of ${worst.length} lanes as on wasm, worst relative difference ${largest.toExponential(1)}, console clean`;
}

/** The first losses of both lanes, from an exported run. */
async function train(browser, address, backend) {
  await browser.open("about:blank");
  await browser.open(`${address}&backend=${backend}&steps=${STEPS}&speed=full`);
  try {
    await press(browser, "Play");
    await browser.until(`step ${STEPS}`, `${STEP} >= ${STEPS}`, SECONDS);
    await press(browser, "Export run");
  } catch (error) {
    throw new Error(
      `On ${backend}, ${address}: ${error.message} The page said: ${await browser.evaluate(SAID)}`,
    );
  }
  const { environment, lanes } = await savedRun(browser.downloads);
  if (environment.backend !== backend)
    throw new Error(`The page ran on ${environment.backend} where ${backend} was requested.`);
  return { adapter: environment.adapter, losses: lanes.map(({ history }) => history.loss.slice(0, STEPS)) };
}

/** The longest that a software driver may take to compile all shaders, or to train. */
const SECONDS = 300;
/** Step, backend and notices. */
const SAID = `[...document.querySelectorAll("[role=status], [role=log]")].map((one) => one.textContent).join("; ")`;

/** Clicks a button as soon as it is enabled. */
function press(browser, name) {
  const click = `(() => {
    const button = [...document.querySelectorAll("button")].find((one) => (one.ariaLabel ?? one.textContent).trim() === "${name}");
    if (!button || button.disabled || button.ariaDisabled === "true") return false;
    button.click();
    return true;
  })()`;
  return browser.until(`button ${name}`, click, SECONDS);
}

/** The largest relative difference; infinite if a loss is missing or not finite. */
function difference(found, wanted) {
  if (found.length !== STEPS || wanted.length !== STEPS) return Number.POSITIVE_INFINITY;
  const errors = found.map((loss, i) => Math.abs(loss - wanted[i]) / Math.abs(wanted[i]));
  return errors.every(Number.isFinite) ? Math.max(...errors) : Number.POSITIVE_INFINITY;
}

/** Reads a downloaded file, and deletes it. */
async function savedRun(folder) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const name = readdirSync(folder).find((one) => /^unitary-rnn-lab.*\.json$/.test(one));
    const run = name && whole(readFileSync(join(folder, name), "utf8"));
    if (run) {
      rmSync(join(folder, name));
      return run;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("No run was saved in 30 s.");
}

/** Undefined while it is still being written. */
function whole(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
