import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../project.mjs";
import { thinned } from "../thin-curves.mjs";
import { FIGURES, holdings, LEAK, report, round, watch } from "./samples.mjs";
import { onSite } from "./site.mjs";

/**
 * Runs every plan of the lab on the page, in its pool of workers: each is started, reloaded in the middle of a run and
 * continued; then each is run to its table without a reload, while memory is sampled. Rows are compared with those of the
 * command.
 */

const INTERVAL = 60_000;

/** Each plan has its own workers, as large as its runs, so their memory is compared from round to round. */
const BY_PLAN = /workers|document/;
const POOL_FIGURES = [
  ...FIGURES.map((figure) =>
    BY_PLAN.test(figure.name) ? { ...figure, limit: Number.POSITIVE_INFINITY } : figure,
  ),
  { name: "Runs done a minute", read: ({ speed }) => 60 * speed, limit: Number.POSITIVE_INFINITY },
];

/**
 * @param {number} minutes the minimum duration; the plans are repeated if they take less
 * @param {readonly string[]} wanted ids of plans; all if empty
 * @returns {Promise<boolean>} whether all rows equal the reference, and nothing leaked
 */
export function soakPool(minutes, wanted) {
  return onSite("#screen=experiments", async (page) => {
    const faults = [];
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    page.on("pageerror", (error) => faults.push(error.message));
    await choice(page).waitFor();
    const all = await choice(page).locator("option").evaluateAll(ids);
    const plans = wanted.length > 0 ? wanted : all;
    for (const plan of plans) if (!all.includes(plan)) throw new Error(`Plans are ${all.join(", ")}.`);

    for (const plan of plans) await reloadWithin(page, plan);

    const start = Date.now();
    let [over, done] = [false, 0];
    const results = [];
    const work = (async () => {
      do {
        for (const plan of plans) {
          const result = await carryOut(page, plan, (rows) => {
            done += rows;
          });
          results.push(result);
          console.error(sentence(result));
        }
      } while (Date.now() - start < minutes * 60_000);
    })().finally(() => {
      over = true;
    });
    const how = { interval: INTERVAL, figures: POOL_FIGURES, count: async () => done, enough: () => over };
    const [samples] = await Promise.all([watch(page, how), work]);

    console.log(
      "| plan | rows | equal to the reference | tensors left | WebAssembly memory, MB | JS heap, MB | minutes |\n|---|--:|--:|--:|--:|--:|--:|",
    );
    for (const { plan, rows, equal, tensors, wasm, heap, minutes: taken } of results)
      console.log(
        `| ${[plan, rows, equal, tensors, round(wasm / 1e6), round(heap / 1e6), taken.toFixed(1)].join(" | ")} |`,
      );
    console.log("");
    for (const fault of faults) console.log(`On the console: ${fault}`);
    const flat = report(samples, POOL_FIGURES);
    const grown = results.filter(({ plan, wasm }) => {
      const first = results.find((one) => one.plan === plan);
      return wasm - first.wasm > LEAK * 1e6;
    });
    for (const { plan } of grown) console.log(`${plan}: the workers’ memory grew from round to round.`);
    const right = results.every(({ rows, equal, tensors }) => rows > 0 && equal === rows && tensors === 0);
    return flat && right && grown.length === 0 && faults.length === 0;
  });
}

const ids = (options) => options.map(({ value }) => value).filter((value) => value !== "own");
const choice = (page) => page.getByRole("combobox", { name: "Plan", exact: true });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const bar = (page) => page.getByRole("progressbar", { name: /^Progress: / }).first();

async function runs(page) {
  const text = await page.getByRole("status", { name: "Runs" }).textContent();
  const [done, all] = text.match(/\d+/g).map(Number);
  return { done, all };
}

/** Polls until the answer is accepted. */
async function until(ask, will) {
  for (;;) {
    const answer = await ask();
    if (will(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function choose(page, plan) {
  await choice(page).selectOption(plan);
  const name = await choice(page).locator(`option[value="${plan}"]`).textContent();
  await page.getByRole("heading", { name, exact: true }).waitFor();
}

/** The current run, and its step. */
async function underWay(page) {
  const { done } = await runs(page);
  const found = await bar(page)
    .evaluate((one) => ({ run: one.getAttribute("aria-label"), step: one.value, steps: one.max }), null, {
      timeout: 100,
    })
    .catch(() => ({ run: "", step: 0, steps: 1 }));
  return { done, ...found };
}

/** Starts a plan, reloads the page in the middle of its second run or a later one, and accepts to continue. */
async function reloadWithin(page, plan) {
  await choose(page, plan);
  await button(page, "Run").click();
  const middle = ({ done, step, steps }) => done > 0 && step > 0.4 * steps && step < 0.8 * steps;
  const before = await until(() => underWay(page), middle);
  await page.reload();
  await page.getByRole("status", { name: "Unfinished" }).getByRole("button").click();
  const after = await until(
    () => underWay(page),
    ({ step }) => step > 0,
  );
  if (after.done < before.done)
    throw new Error(`${plan}: ${before.done - after.done} rows were lost by a reload.`);
  console.error(
    `${plan}: reloaded with ${before.done} rows, at step ${before.step} of “${before.run}”; seen again at step ${after.step} of “${after.run}”, with ${after.done} rows`,
  );
  await button(page, "Cancel").click();
}

/** Runs a plan, or its missing runs, to its table, and compares. */
async function carryOut(page, plan, tell) {
  await choose(page, plan);
  if ((await runs(page)).done === (await runs(page)).all) {
    await button(page, "Discard these results").click();
    await until(
      () => runs(page),
      ({ done }) => done === 0,
    );
  }
  const start = Date.now();
  let { done: told, all } = await runs(page);
  await button(page, /^(Run|Continue)$/).click();
  await until(
    () => runs(page),
    ({ done }) => {
      tell(done - told);
      told = done;
      return done === all;
    },
  );
  await page.getByText("all done").waitFor();
  const minutes = (Date.now() - start) / 60_000;
  await page.getByRole("table", { name: /: results$/ }).waitFor();
  const { tensors, wasm, heap } = await holdings(page);
  const waiting = page.waitForEvent("download");
  await button(page, "JSON").click();
  const here = rowsOf(await readFile(await (await waiting).path(), "utf8"));
  const reference = rowsOf(readFileSync(join(ROOT, "public/results", `${plan}.jsonl`), "utf8"));
  const differing = [...here].flatMap(([id, row]) => {
    const wanted = reference.get(id);
    const made = wanted ? { ...row, curve: thinned(row.curve, wanted.curve.step.length) } : row;
    const found = differences(made, wanted);
    return found.length > 0 ? [{ run: `${row.network} ${JSON.stringify(row.point)}`, found }] : [];
  });
  const { size: rows } = here;
  return { plan, rows, equal: rows - differing.length, differing, tensors, wasm, heap, minutes };
}

/**
 * Rows by their run, without what they were made from, which those of the reference are too old to name. Numbers that are
 * not finite are strings, as in the file.
 */
const rowsOf = (text) =>
  new Map(
    text
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line))
      .map(({ data: _data, engine: _engine, ...row }) => [row.id, row]),
  );

/** The differences of two rows apart from times. */
function differences(one, other, where = "") {
  if (/(^|\.)seconds$/.test(where) || Object.is(one, other)) return [];
  if (typeof one === "number" && typeof other === "number") {
    return [{ where, one, other, relative: Math.abs(one - other) / Math.abs(other) }];
  }
  if (one && other && typeof one === "object" && typeof other === "object") {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) => {
      const place = Array.isArray(one) ? where : where ? `${where}.${name}` : name;
      return differences(one[name], other[name], place);
    });
  }
  return [{ where, one, other, relative: Number.POSITIVE_INFINITY }];
}

function sentence({ plan, rows, equal, differing, tensors, minutes }) {
  const most = (found) => found.reduce((a, b) => (a.relative > b.relative ? a : b));
  const list = differing.map(({ run, found }) => {
    const { where, one, other, relative } = most(found);
    return `\n  ${run}: ${found.length} numbers differ, most ${where}: ${one} here, ${other} there (${relative.toPrecision(2)})`;
  });
  return `${plan}: ${rows} rows in ${minutes.toFixed(1)} min, ${equal} equal to the reference, ${tensors} tensors left${list.join("")}`;
}
