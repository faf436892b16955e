import { Firefox } from "./smoke/firefox.mjs";
import { findProgram, smokeTest } from "./smoke/page.mjs";

/*
 * npm run smoke:firefox                the built page in Firefox: plays, draws, saves a picture
 * npm run smoke:firefox -- shot.png    and keeps a screenshot
 *
 * Without a Firefox it says “skipped” and ends well. FIREFOX_PATH names one.
 */

const path = process.env.FIREFOX_PATH || findProgram("firefox", "firefox-esr");
if (path) await smokeTest(() => Firefox.start(path));
else console.log("skipped: there is no Firefox on the PATH, and FIREFOX_PATH names none.");
