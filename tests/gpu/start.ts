import { startDawn } from "../../scripts/gpu/dawn.mjs";
import { ownDrivers } from "../../scripts/gpu/drivers.mjs";

// Before a test file loads anything that looks for WebGPU. `npm run test:gpu` has fetched Dawn and chosen the driver.
await startDawn([ownDrivers()]);
