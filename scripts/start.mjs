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
  // The next free port is taken when this one is not.
  const server = await preview({ preview: { host: "127.0.0.1", port: FIRST_PORT, strictPort: false } });
  const address = server.resolvedUrls.local[0];
  console.log(`\n  Unitary RNN Lab is at ${address}\n  Ctrl-C ends it.\n`);
  openBrowser(address);

  const end = async () => {
    // A page that is still open may hold its connection; it must not hold us.
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
