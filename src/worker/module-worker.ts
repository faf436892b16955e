import { messageOf } from "../errors";
import { PART_DAMAGED, PART_MISSING } from "../load-part";
import start from "./worker-start.js?raw";

/** The reason given when a worker's program, or a part of it, did not arrive or arrived damaged. */
export const PROGRAM_LOST = "its program could not be loaded";

/** The reason given in a page without an origin of its own: its workers may load no program. */
const SANDBOXED =
  'the sandbox of the frame that shows this page forbids workers; it needs sandbox="allow-scripts allow-same-origin"';

/** How often a worker is started before its program is given up. */
const MAX_STARTS = 5;

/** The errors of a program that arrived damaged: another worker may find it whole. */
const DAMAGED = new RegExp(`SyntaxError|${PART_DAMAGED}`);
/** The errors of a program that did not arrive, though it was fetched several times. */
const MISSING = new RegExp(`^$|dynamically imported module|module script failed|${PART_MISSING}`);

/** The part of a worker that its owner uses. */
export type WorkerLike = Pick<ModuleWorker, "postMessage" | "terminate" | "onmessage" | "onerror">;

/**
 * A worker of a module script, as `Worker` is, with two differences: the page's content security policy holds in it, because
 * it starts from a blob, and a policy in a meta element reaches no other workers; and a program that did not arrive, or arrived
 * damaged, is fetched again, with the messages sent so far.
 */
export class ModuleWorker {
  readonly #program: string;
  #worker: Worker;
  #starts = 1;
  #fromBlob = true;
  /** The messages sent before the first answer; null after it. */
  #unanswered: unknown[] | null = [];
  #ended = false;
  onmessage: ((event: MessageEvent) => void) | null = null;
  /** Called when the worker stops. `message` is the reason, without a full stop. */
  onerror: ((event: { readonly message: string }) => void) | null = null;
  onmessageerror: (() => void) | null = null;

  /** @param program the address of its script, as `?worker&url` imports it */
  constructor(program: string) {
    this.#program = new URL(program, import.meta.url).href;
    this.#worker = this.#start();
  }

  postMessage(message: unknown): void {
    this.#unanswered?.push(message);
    this.#worker.postMessage(message);
  }

  terminate(): void {
    this.#ended = true;
    this.#worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(this.#fromBlob ? starterOf(this.#program) : this.#program, { type: "module" });
    worker.onmessage = (event) => {
      this.#unanswered = null;
      this.onmessage?.(event);
    };
    worker.onmessageerror = () => this.onmessageerror?.();
    worker.onerror = (event) => {
      event.preventDefault();
      // A script that could not be fetched causes an event without a message.
      const message = event.message ?? "";
      const begins = this.#unanswered !== null;
      if (begins && message === "" && this.#fromBlob) {
        // The host’s own policy forbids blobs; sent with every file, it holds in the worker.
        this.#fromBlob = false;
        return void this.#startAgain();
      }
      if (begins && DAMAGED.test(message) && this.#starts < MAX_STARTS) return void this.#startAgain();
      const lost = MISSING.test(message) || (begins && DAMAGED.test(message));
      this.onerror?.({ message: lost ? PROGRAM_LOST : clauseOf(message) });
    };
    return worker;
  }

  async #startAgain(): Promise<void> {
    this.#starts++;
    this.#worker.terminate();
    await fetchAgain(this.#program);
    if (this.#ended) return;
    try {
      this.#worker = this.#start();
    } catch (error) {
      this.onerror?.({ message: self.origin === "null" ? SANDBOXED : clauseOf(messageOf(error)) });
      return;
    }
    for (const message of this.#unanswered ?? []) this.#worker.postMessage(message);
  }
}

/** An error’s message without the browser’s words around it. */
const clauseOf = (message: string): string => message.replace(/^Uncaught (Error: )?/, "").replace(/\.$/, "");

const starters = new Map<string, string>();

/** The address of the blob that starts a program; its fragment names the program. */
function starterOf(program: string): string {
  const known = starters.get(program);
  if (known) return known;
  const script = new Blob([`const PROGRAM = ${JSON.stringify(program)};\n${start}`], {
    type: "text/javascript",
  });
  const starter = `${URL.createObjectURL(script)}#${program.split("/").at(-1)}`;
  starters.set(program, starter);
  return starter;
}

/** Fetches a script and all that it imports, so that the browser's cache holds no damaged copy of them. */
async function fetchAgain(script: string, seen = new Set<string>()): Promise<void> {
  if (seen.has(script)) return;
  seen.add(script);
  try {
    const code = await (await fetch(script, { cache: "reload" })).text();
    const imports = [...code.matchAll(/["'`](\.\/[\w.-]+\.js)["'`]/g)].map(
      ([, file]) => new URL(file, script).href,
    );
    await Promise.all(imports.map((file) => fetchAgain(file, seen)));
  } catch {
    // The next start finds out whether it is there.
  }
}
