import { ModuleWorker } from "./module-worker";
import program from "./own-data.worker?worker&url";
import type { OwnDataAnswer, OwnDataRequest, ReadData } from "./own-data-protocol";

/**
 * Reads the user's own data in a worker, which is ended with it.
 * @param reading called with the name of each file before it is read
 * @param stopped ends the reading, which is then rejected
 * @throws Error with a sentence that names file, place and what would be right
 */
export function readOwnDataFiles(
  request: OwnDataRequest,
  reading: (name: string) => void,
  stopped: AbortSignal,
): Promise<ReadData> {
  const worker = new ModuleWorker(program);
  const read = new Promise<ReadData>((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(reason));
    worker.onmessage = ({ data }: MessageEvent<OwnDataAnswer>) => {
      if ("reading" in data) reading(data.reading);
      else if ("read" in data) resolve(data.read);
      else fail(data.error);
    };
    worker.onerror = ({ message }) => fail(`The worker that reads the data stopped: ${message}.`);
    stopped.addEventListener("abort", () => fail("The reading was stopped."));
    worker.postMessage(request);
  });
  return read.finally(() => worker.terminate());
}
