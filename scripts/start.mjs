import { ensureDependencies } from "./ensure-dependencies.mjs";
import { openBrowser } from "./open-browser.mjs";
import { ROOT, requireNode } from "./project.mjs";

const FIRST_PORT = 4173;

requireNode();
process.chdir(ROOT);
try {
  ensureDependencies();
  const { build, preview } = await import("vite");
  await build({ logLevel: "warn" });
  // If this port is in use, the next free one is taken.
  const server = await preview({ preview: { host: "127.0.0.1", port: FIRST_PORT, strictPort: false } });
  const address = server.resolvedUrls.local[0];
  console.log(`\n  Unitary RNN Lab is at ${address}\n  Ctrl-C ends it.\n`);
  openBrowser(address);

  const end = async () => {
    // An open page may keep its connection; exit anyway after a second.
    setTimeout(() => process.exit(0), 1000).unref();
    await server.close();
    process.exit(0);
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
} catch (error) {
  console.error(`\nUnitary RNN Lab could not start. ${error.message}`);
  process.exit(1);
}
