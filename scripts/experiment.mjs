import { existsSync, statSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startDawn } from "./gpu/dawn.mjs";
import { ownDrivers, swiftShader } from "./gpu/drivers.mjs";
import { DAWN } from "./gpu/fetch-dawn.mjs";
import { commit, machine } from "./made-by.mjs";
import { load } from "./measurement.mjs";
import { ROOT } from "./project.mjs";

/*
 * npm run experiment -- plan.json --out results.jsonl              runs a plan, or continues it
 * npm run experiment -- copying --out results.jsonl                runs one of the lab's own plans
 * npm run experiment -- plan.json --out part.jsonl --shard 2 --shards 8   runs every eighth run, from the second on
 * npm run experiment -- copying --print --out plan.json            writes a plan of the lab's as JSON, without --out to stdout
 * npm run experiment -- plan.json --out results.jsonl --text x.txt for a plan whose text is your own
 * npm run experiment -- plan.json --out results.jsonl --data x.npy --labels y.npy   for a plan on data of your own
 * npm run experiment -- plan.json --out results.jsonl --backend webgpu   on a graphics card, by Dawn, see docs/experiments.md
 *
 * Every few seconds the current run is saved in results.jsonl.checkpoint; the same command continues it.
 * The exit code is 0 if every run is done, 1 if some run failed, 2 if it could not start, 130 if it was interrupted.
 */

const USAGE =
  "npm run experiment -- <plan.json or a plan's name> --out <results.jsonl> [--shard i --shards N] [--text <own.txt>] [--data <file> [--labels <file>] [--held-out <file> [--held-out-labels <file>]]] [--backend webgpu [--allow-software]], or <name> --print [--out <plan.json>]";

/** The options that name files of the user's own data. */
const DATA_OPTIONS = {
  data: "--data",
  labels: "--labels",
  heldOut: "--held-out",
  heldOutLabels: "--held-out-labels",
};

class Misuse extends Error {}
const misuse = (sentence) => {
  throw new Misuse(sentence);
};

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        out: { type: "string" },
        shard: { type: "string" },
        shards: { type: "string" },
        text: { type: "string" },
        data: { type: "string" },
        labels: { type: "string" },
        "held-out": { type: "string" },
        "held-out-labels": { type: "string" },
        print: { type: "boolean" },
        backend: { type: "string", default: "wasm" },
        "allow-software": { type: "boolean", default: false },
      },
    });
    if (positionals.length !== 1) throw new Misuse(`One plan is needed: ${USAGE}`);
    if (!values.print && !values.out) throw new Misuse(`Where do the results go? ${USAGE}`);
    if (!["wasm", "webgpu"].includes(values.backend))
      throw new Misuse(`--backend must be wasm or webgpu, and is “${values.backend}”.`);
    const {
      data,
      labels,
      "held-out": heldOut,
      "held-out-labels": heldOutLabels,
      "allow-software": allowSoftware,
    } = values;
    const files = { data, labels, heldOut, heldOutLabels };
    return { name: positionals[0], allowSoftware, files, ...values };
  } catch (error) {
    throw new Misuse(error instanceof Misuse ? error.message : `${error.message} ${USAGE}`);
  }
}

function duration(seconds) {
  if (!Number.isFinite(seconds)) return "–";
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  return whole < 3600 ? `${Math.round(whole / 60)} min` : `${(whole / 3600).toFixed(1)} h`;
}

/** Starts the machine that computes the runs. @throws Error with a sentence if it does not start */
async function machineFor(lab, backend, allowSoftware) {
  if (backend === "wasm") return lab.startOnWasm();
  await startDawn([ownDrivers(), ...(allowSoftware ? [swiftShader()] : [])].filter(Boolean));
  const machine = await lab.startOnWebgpu(allowSoftware);
  return { ...machine, device: `${machine.device} (WebGPU, Dawn of npm ${DAWN.name} ${DAWN.version})` };
}

const WIDTH = 24;
const pointText = (point) =>
  Object.entries(point)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/** How a run ended, as a clause; empty if it finished. */
function ending({ outcome, reason, stop }) {
  if (outcome === "finished") return "";
  return stop
    ? `, stopped at step ${stop.step}: the ${stop.quantity} was ${stop.value}`
    : `, failed: ${reason}`;
}

/** Shows progress: on a terminal as a bar that is redrawn, elsewhere as one line per row. */
function progressBar() {
  const live = process.stderr.isTTY;
  const clear = () => live && process.stderr.write("\r\u001b[K");
  return {
    report({ runs, done, share, secondsLeft, run, step, steps, loss, row }) {
      clear();
      if (row) {
        const end = ending(row);
        const score = `loss ${row.heldOut.loss.toPrecision(3)}, accuracy ${(100 * row.heldOut.accuracy).toPrecision(3)} %`;
        console.error(
          `${done}/${runs} ${run.network}, ${pointText(run.point)}: ${score}, ${duration(row.seconds)}${end}; ${duration(secondsLeft)} left`,
        );
      } else if (live) {
        const full = Math.round(share * WIDTH);
        const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
        process.stderr.write(
          `${bar} ${done}/${runs} · ${duration(secondsLeft)} left · ${run.network}, ${pointText(run.point)}: step ${step}/${steps}, loss ${loss.toPrecision(3)}`,
        );
      }
    },
    preparing(run) {
      clear();
      if (live) process.stderr.write(`Preparing ${run.network}, ${pointText(run.point)} …`);
    },
    resumed(run, step) {
      clear();
      console.error(`Continuing with ${run.network}, ${pointText(run.point)} after step ${step}.`);
    },
    clear,
  };
}

/** Prints a plan, or writes it to a new file: npm run prints lines of its own first, which > would put into the file. */
async function printPlan(json, out) {
  if (out === undefined) return console.log(json);
  try {
    await writeFile(out, `${json}\n`, { flag: "wx" });
  } catch (error) {
    throw new Misuse(
      error.code === "EEXIST" ? `${out} is there already. Give --out another name.` : error.message,
    );
  }
}

const isFolder = (path) => existsSync(path) && statSync(path).isDirectory();

/** Why there is no file of this name to be read, as a sentence; empty if there is one. */
function absence(path) {
  if (isFolder(path)) return `${resolve(path)} is a folder.`;
  return existsSync(path) ? "" : `There is no file ${resolve(path)}.`;
}

/** Refuses names of which nothing can come. @throws Misuse with a sentence that says where was looked */
function checkPaths({ out, text, files }) {
  if (text !== undefined && absence(text)) throw new Misuse(`--text ${text}: ${absence(text)}`);
  for (const [name, path] of Object.entries(DATA_OPTIONS).map(([key, option]) => [option, files[key]]))
    if (path !== undefined && absence(path)) throw new Misuse(`${name} ${path}: ${absence(path)}`);
  if (out === undefined) return;
  if (isFolder(out)) throw new Misuse(`--out ${out}: ${absence(out)}`);
  const folder = dirname(resolve(out));
  if (!isFolder(folder)) throw new Misuse(`--out ${out}: There is no folder ${folder}. Make it first.`);
}

async function main() {
  // npm runs a script in the project's folder, and says where the user is: names of files are relative to that.
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  if (script === "experiment" && folder) process.chdir(folder);
  const { name, out, shard, shards, text, files, print, backend, allowSoftware } = readArguments();
  checkPaths({ out, text, files });
  const lab = await load("experiment");
  let plan = lab.planById(name);
  try {
    if (!plan) {
      const why = absence(name);
      if (why) throw new Error(`${why} The lab's own plans are ${lab.PLANS.map(({ id }) => id).join(", ")}.`);
      plan = await lab.planFromFile(name);
    }
  } catch (error) {
    throw new Misuse(`${name}: ${error.message}`);
  }
  if (print) return printPlan(JSON.stringify(lab.planJson(plan), null, 2), out);

  const ownText =
    text && (await lab.ownTextFromFile(text).catch((error) => misuse(`${text}: ${error.message}`)));
  if (ownText) sayFitness(lab, plan, text, ownText);
  const ownData = await ownDataOf(lab, plan, files);
  if (ownData) plan = lab.withData(plan, ownData, namesOf(files));
  await lab.lockFile(out, console.error);
  const existing = await wholeFile(out, lab);
  const part = lab.shardOf({ out, existing, shard, shards });
  const started = await machineFor(lab, backend, allowSoftware);
  if (started.device) console.error(`On ${started.device}.`);
  let interrupted = false;
  const stop = () => {
    interrupted = true;
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const left = orphaned();
  const ended = () => {
    interrupted ||= left();
    return interrupted;
  };
  const bar = progressBar();
  const say = (sentence) => {
    bar.clear();
    console.error(sentence);
  };
  const checkpoint = lab.checkpointFile(`${out}.checkpoint`, say);
  const results = lab.resultsWriter(out, say);
  const { rows, planned, made } = await lab.runShard({
    plan,
    shard: part,
    machine: started,
    origin: {
      command: [
        // Without its folder: in a checkout the file itself is there already, and nothing would be made.
        `npm run experiment -- ${name} --out ${basename(out)}`,
        ...(part.of === 1 ? [] : [`--shard ${part.number} --shards ${part.of}`]),
        ...(text ? [`--text ${text}`] : []),
        ...Object.entries(DATA_OPTIONS).flatMap(([key, option]) =>
          files[key] ? [`${option} ${files[key]}`] : [],
        ),
        ...(backend === "wasm" ? [] : [`--backend ${backend}`]),
        ...(allowSoftware ? ["--allow-software"] : []),
      ].join(" "),
      commit: commit(),
      machine: [machine(), ...(started.device ? [started.device] : [])].join(", "),
    },
    existing,
    saved: await checkpoint.read(),
    save: async (run) => {
      await checkpoint.save(run);
      await results.flush();
    },
    publicFolder: join(ROOT, "public"),
    ownText,
    ownData,
    write: results.write,
    say,
    progress: bar.report,
    preparing: bar.preparing,
    resumed: bar.resumed,
    interrupted: ended,
  });
  const lost = await results.finish(ended);
  bar.clear();
  const failed = rows.filter(({ outcome }) => outcome === "failed").length;
  if (lost > 0) console.error(`The last ${lost} ${lost === 1 ? "line" : "lines"} could not be written.`);
  console.error(
    `${rows.length - lost} of ${planned} runs are in ${out}${failed ? `; ${failed} failed` : ""}. ${made} made, ${rows.length - made} were there.`,
  );
  if (interrupted) {
    console.error("Interrupted: the same command continues from here.");
    process.exitCode = 130;
  } else if (failed) process.exitCode = 1;
}

/** Reads the data of a plan on the user's own data. @throws Misuse with a sentence if they are wrong or absent */
async function ownDataOf(lab, plan, files) {
  try {
    const kind = lab.dataKind(plan);
    const given = Object.keys(DATA_OPTIONS).find((key) => files[key] !== undefined);
    if (kind === null && given)
      throw new Error(
        `${DATA_OPTIONS[given]} is for plans on data of your own, which say "task": "own-classes" or "own-numbers".`,
      );
    if (kind === null) return undefined;
    if (!files.data)
      throw new Error(
        `The plan reads data of your own: name them with --data file, their labels with --labels file.`,
      );
    return await lab.ownDataFrom(kind, files, console.error);
  } catch (error) {
    throw new Misuse(error.message);
  }
}

/** The names of the files of the user's own data, without folders. */
const namesOf = (files) =>
  Object.fromEntries(Object.entries(files).flatMap(([role, path]) => (path ? [[role, basename(path)]] : [])));

/** Says what the user's own text is good for. @throws Misuse with a sentence if that is none of the plan's tasks */
function sayFitness(lab, plan, path, ownText) {
  try {
    const note = lab.ownTextNote(plan, ownText);
    if (note) console.error(`${path}: ${note}`);
  } catch (error) {
    throw new Misuse(`${path}: ${error.message}`);
  }
}

/**
 * Whether npm, which started this process, has been told to end: npm and its shell then end without telling the program,
 * which is how Slurm ends a job.
 * @returns the function that says so from now on
 */
function orphaned() {
  const { ppid, env } = process;
  return () => env.npm_lifecycle_event === "experiment" && process.ppid !== ppid;
}

/**
 * The whole lines of a results file; empty if there is none. A file that is not these lines in UTF-8 is replaced by them,
 * so that rows may be appended: a run whose line was cut off is computed again.
 */
async function wholeFile(path, lab) {
  if (!existsSync(path)) return "";
  const given = await readFile(path);
  const { lines, broken } = lab.wholeLines(await lab.textFromFile(path));
  const whole = lines.map(({ text }) => `${text}\n`).join("");
  if (broken.length > 0) console.error(`${path}: ${lab.brokenLines(broken)}`);
  // Another file's lines are refused before anything is written.
  if (whole !== "") lab.readResults(whole);
  if (!given.equals(Buffer.from(whole))) {
    await writeFile(`${path}.new`, whole);
    await rename(`${path}.new`, path);
  }
  return whole;
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
