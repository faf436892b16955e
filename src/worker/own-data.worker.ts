import { messageOf } from "../errors";
import { formatCount } from "../math/number-format";
import { rangesOf, samplesOf, summaryOf } from "../own-data/describe";
import { ROLES, readOwnData } from "../own-data/read-files";
import type { OwnDataAnswer, OwnDataRequest, ReadData } from "./own-data-protocol";

/** Reads the user's own data in a thread of its own: a file of 47 MB takes a second or two. */

/** What the user is to do on the page, for sentences. */
const REMEDIES = {
  labels: "choose their file beside Labels",
  numbers: "For numbers to answer choose numbers beside Answer.",
};

const post = (answer: OwnDataAnswer, transferred: Transferable[] = []) =>
  self.postMessage(answer, { transfer: transferred });

self.onmessage = async ({ data }: MessageEvent<OwnDataRequest>) => {
  try {
    const read = await readAll(data);
    const { training, heldOut } = read.data;
    const arrays = [training, heldOut].flatMap(({ inputs, targets }) => [inputs.buffer, targets.buffer]);
    post({ read }, [...new Set(arrays)] as ArrayBuffer[]);
  } catch (error) {
    post({ error: messageOf(error) });
  }
};

async function readAll({ kind, files }: OwnDataRequest): Promise<ReadData> {
  const chosen = ROLES.flatMap((role) => {
    const file = files[role];
    if (!file) return [];
    const bytes = async () => new Uint8Array(await file.arrayBuffer());
    return [[role, { name: file.name, path: file.name, bytes }] as const];
  });
  const data = await readOwnData(kind, Object.fromEntries(chosen), REMEDIES, (reading) => post({ reading }));
  return { data, summary: `${summaryOf(data, formatCount)} ${rangesOf(data)}`, samples: samplesOf(data) };
}
