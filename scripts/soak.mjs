import { parseArgs } from "node:util";
import { HASH, soakLab } from "./soak/lab.mjs";
import { soakPool } from "./soak/pool.mjs";

const USAGE = `npm run soak                          the lab for 30 minutes
npm run soak -- --minutes 5           for as long as one says
npm run soak -- --backend webgpu      on a graphics device; a software one wants few units, by --hash
npm run soak -- --hash '#task=words'  with other settings (steps is set by the script)
npm run soak -- --pool                every plan of experiments, from the page to its table, for 30 minutes or more
npm run soak -- --pool --plan adding  that plan alone`;

try {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "30" },
      backend: { type: "string", default: "auto" },
      hash: { type: "string", default: HASH },
      pool: { type: "boolean", default: false },
      plan: { type: "string", multiple: true, default: [] },
      help: { type: "boolean", default: false },
    },
  });
  const minutes = Number(values.minutes);
  if (values.help) console.log(USAGE);
  else if (!(minutes >= 1 && minutes <= 1440))
    throw new Error(`--minutes ${values.minutes} was refused: it must be from 1 to 1440.`);
  else if (!(await (values.pool ? soakPool(minutes, values.plan) : soakLab(minutes, values))))
    process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
