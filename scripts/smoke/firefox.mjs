import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Browser } from "./browser.mjs";

/** Preferences: no first-run pages, no traffic of the browser's own, and downloads without a dialog. */
const preferences = (downloads) => ({
  "app.update.auto": false,
  "browser.download.dir": downloads,
  "browser.download.folderList": 2,
  "browser.download.useDownloadDir": true,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "toolkit.telemetry.enabled": false,
});

/** A Firefox controlled by WebDriver BiDi (W3C), which it supports without a separate driver. */
export class Firefox extends Browser {
  #process;
  #socket;
  #folder;
  #waiting = new Map();
  #next = 1;
  #context = "";
  #complaints = [];
  version = "Firefox";

  /**
   * @param {string} path of a Firefox
   * @param {{ settings?: Record<string, boolean>, env?: Record<string, string> }} options further preferences, and additions
   * to its environment
   * @throws Error if it does not start
   */
  static async start(path, { settings = {}, env = {} } = {}) {
    const firefox = new Firefox();
    firefox.version = spawnSync(path, ["--version"], { encoding: "utf8" }).stdout.trim();
    firefox.#folder = mkdtempSync(join(tmpdir(), "firefox-"));
    const lines = Object.entries({ ...preferences(firefox.downloads), ...settings }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(firefox.#folder, "user.js"), lines.join("\n"));
    const args = ["--headless", "--no-remote", "--profile", firefox.#folder, "--remote-debugging-port", "0"];
    firefox.#process = spawn(path, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...env },
    });
    await firefox.#connect(`${await firefox.#address()}/session`);
    await firefox.send("session.new", { capabilities: {} });
    await firefox.send("session.subscribe", { events: ["log.entryAdded"] });
    const { contexts } = await firefox.send("browsingContext.getTree", {});
    firefox.#context = contexts[0].context;
    return firefox;
  }

  get downloads() {
    return this.#folder;
  }

  #address() {
    return new Promise((resolve, reject) => {
      let said = "";
      const timer = setTimeout(() => reject(new Error(`Firefox did not start: ${said.slice(-400)}`)), 60_000);
      this.#process.stderr.on("data", (data) => {
        said += data;
        const [, address] = /BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
        if (!address) return;
        clearTimeout(timer);
        resolve(address);
      });
    });
  }

  #connect(address) {
    this.#socket = new WebSocket(address);
    this.#socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    return new Promise((resolve, reject) => {
      this.#socket.onopen = resolve;
      this.#socket.onerror = () => reject(new Error(`No connection to Firefox at ${address}.`));
    });
  }

  #hear(message) {
    if (message.method === "log.entryAdded" && ["warn", "error"].includes(message.params.level)) {
      this.#complaints.push(message.params.text);
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === "error") waiting?.reject(new Error(`${message.error}: ${message.message}`));
    else waiting?.resolve(message.result);
  }

  send(method, params) {
    const id = this.#next++;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  open(url) {
    return this.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  /** The value of an expression on the page: a string, a number or a boolean. */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("script.evaluate", {
      expression,
      target: { context: this.#context },
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }

  /** Warnings and errors of the page's console so far. */
  complaints() {
    return this.#complaints;
  }

  async act(actions) {
    await this.send("input.performActions", { context: this.#context, actions });
  }

  async screenshot() {
    const { data } = await this.send("browsingContext.captureScreenshot", { context: this.#context });
    return Buffer.from(data, "base64");
  }

  async end() {
    this.#socket?.close();
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
