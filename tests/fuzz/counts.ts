/** How many inputs of each kind are tried: few beside the other tests, many by `npm run fuzz`. */
const many = process.env.FUZZ === "many";

export const COUNTS = {
  configs: many ? 10_000 : 100,
  addresses: many ? 10_000 : 500,
  files: many ? 2_000 : 200,
  messages: many ? 1_000 : 200,
} as const;
