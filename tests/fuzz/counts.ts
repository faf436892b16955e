/** How many configs and addresses are tried: few beside the other tests, as many as FUZZ says by `npm run fuzz`. */
const configs = Number(process.env.FUZZ ?? 100);

/** How many inputs of each kind. */
export const COUNTS = {
  configs,
  addresses: Math.max(500, configs),
  files: Math.max(200, configs / 5),
  messages: Math.max(200, configs / 10),
} as const;

/** The same inputs every time beside the other tests, so that a red run can be had again; others by `npm run fuzz`. */
export const DRAW = process.env.FUZZ ? {} : { seed: 1 };
