import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../project.mjs";
import { Browser } from "./browser.mjs";

/** Runs in the page before its own scripts and records the console, which the driver does not report. */
function listen() {
  const complaints = [];
  self.complaints = complaints;
  for (const level of ["warn", "error"]) {
    const original = console[level];
    console[level] = (...words) => {
      complaints.push(words.join(" "));
      original.apply(console, words);
    };
  }
  addEventListener("error", ({ message }) => complaints.push(message));
  addEventListener("unhandledrejection", ({ reason }) => complaints.push(String(reason)));
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    complaints.push(`${violatedDirective} forbids ${blockedURI}`),
  );
}

/** Serves the page with {@link listen} before its own scripts. */
export const listening = {
  name: "console-listener",
  configurePreviewServer({ middlewares }) {
    middlewares.use(({ url }, response, next) => {
      const script = url === "/console-listener.js";
      if (!script && url !== "/") return next();
      response.setHeader("Content-Type", script ? "text/javascript" : "text/html");
      const page = () => readFileSync(join(ROOT, "dist/index.html"), "utf8");
      response.end(
        script
          ? `(${listen})();`
          : page().replace(/(?=<script)/, '<script src="./console-listener.js"></script>'),
      );
    });
  },
};

/** WebKitGTK's MiniBrowser controlled by its WebDriver (W3C), with its own home directory. */
export class WebKit extends Browser {
  #process;
  #folder;
  #session = "";
  version = "WebKitGTK";

  /**
   * @param {string} driver path of WebKitWebDriver
   * @param {string | undefined} display the command that provides a display, if there is none
   * @throws Error if it does not start
   */
  static async start(driver, display) {
    const webkit = new WebKit();
    webkit.#folder = mkdtempSync(join(tmpdir(), "webkit-"));
    mkdirSync(webkit.downloads);
    const config = join(webkit.#folder, ".config");
    mkdirSync(config);
    writeFileSync(join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${webkit.downloads}"\n`);
    const port = await freePort();
    const command = [...(display ? [display, "-a"] : []), driver, `--port=${port}`];
    const env = { ...process.env, HOME: webkit.#folder, XDG_CONFIG_HOME: config };
    // Its own process group, so that display, driver and browser end together.
    webkit.#process = spawn(command[0], command.slice(1), { env, detached: true, stdio: "ignore" });
    try {
      await webkit.#begin(`http://127.0.0.1:${port}`);
    } catch (error) {
      await webkit.end();
      throw error;
    }
    return webkit;
  }

  get downloads() {
    return join(this.#folder, "downloads");
  }

  async #begin(driver) {
    const end = Date.now() + 30_000;
    for (;;) {
      try {
        const session = await request(`${driver}/session`, { capabilities: {} });
        this.#session = `${driver}/session/${session.sessionId}`;
        const { browserName, browserVersion } = session.capabilities;
        this.version = `WebKitGTK ${browserVersion} (${browserName})`;
        break;
      } catch (error) {
        if (!(error instanceof TypeError) || Date.now() > end) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    await request(`${this.#session}/window/rect`, { width: 1440, height: 900 });
  }

  open(url) {
    return request(`${this.#session}/url`, { url });
  }

  evaluate(expression) {
    return request(`${this.#session}/execute/sync`, { script: `return (${expression});`, args: [] });
  }

  /** Warnings and errors of the page's console so far, and violations of its policy. */
  complaints() {
    return this.evaluate("self.complaints");
  }

  act(actions) {
    return request(`${this.#session}/actions`, { actions });
  }

  async screenshot() {
    return Buffer.from(await request(`${this.#session}/screenshot`), "base64");
  }

  async end() {
    if (this.#session) await request(this.#session, undefined, "DELETE").catch(() => {});
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    process.kill(-this.#process.pid, "SIGTERM");
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Sends a command. @throws TypeError if the driver does not answer yet, Error with the driver's message */
async function request(url, body, method = body ? "POST" : "GET") {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
