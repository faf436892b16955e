import { findProgram, smokeTest } from "./smoke/page.mjs";
import { listening, WebKit } from "./smoke/webkit.mjs";

/*
 * npm run smoke:webkit                the built page in WebKitGTK: plays, draws, saves a picture
 * npm run smoke:webkit -- shot.png    and keeps a screenshot
 *
 * It needs WebKitWebDriver (Debian: webkit2gtk-driver) and a display, or xvfb-run in its place; else it says
 * “skipped” and ends well.
 */

const driver = findProgram("WebKitWebDriver");
const display = process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? undefined : findProgram("xvfb-run");
if (!driver) console.log("skipped: there is no WebKitWebDriver on the PATH.");
else if (!display && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
  console.log("skipped: there is no display, and no xvfb-run on the PATH.");
else
  await smokeTest(() => WebKit.start(driver, display), { plugins: [listening], screenshot: process.argv[2] });
