import { installOnDebian } from "./debian.mjs";
import { findPython } from "./find-python.mjs";

/**
 * Installs PyTorch if this is root on Debian and no Python has it: tests run the exported programs with it. Elsewhere
 * those tests are skipped, with the reason.
 */
export async function ensurePyTorch() {
  if (findPython("torch")) return;
  console.log("No Python has PyTorch, with which tests run the exported programs.");
  // PyTorch is several times faster with OpenBLAS.
  const why = await installOnDebian(["python3-torch", "libopenblas0"]);
  if (why !== undefined) console.log(`${why} Those tests are skipped.`);
}
