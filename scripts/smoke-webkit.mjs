import { findProgram, smokeTest } from "./smoke/page.mjs";
import { listening, WebKit } from "./smoke/webkit.mjs";

/*
 * npm run smoke:webkit                the built page in WebKitGTK: plays, draws, saves a picture
 * npm run smoke:webkit -- shot.png    also saves a screenshot
 *
 * It needs WebKitWebDriver (Debian: webkit2gtk-driver) and a display or xvfb-run; without them it prints “skipped” and
 * exits with 0.
 */

const driver = findProgram("WebKitWebDriver");
const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? undefined : findProgram("xvfb-run");
if (!driver) console.log("skipped: there is no WebKitWebDriver on the PATH.");
else if (!display && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
  console.log("skipped: there is no display, and no xvfb-run on the PATH.");
else
  await smokeTest(() => WebKit.start(driver, display), { plugins: [listening], screenshot: process.argv[2] });
