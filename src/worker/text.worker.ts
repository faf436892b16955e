import { messageOf } from "../errors";
import { readsOwnText, shippedData } from "../experiments/source";
import { fitnessOf, isTextTask, refuseUnfit } from "../experiments/text-fitness";
import { TASKS } from "../tasks";
import { readOwnText } from "./own-text";
import { textsOf } from "./task-of";
import type { TextAnswer, TextCalls, TextRequest } from "./text-protocol";

/** Reads texts and splits them into tokens in its own thread: megabytes take a second or two. */
self.onmessage = async ({ data }: MessageEvent<TextRequest>) => {
  const { id } = data;
  let answered: TextAnswer;
  try {
    answered = { id, value: await answer(data) };
  } catch (error) {
    answered = { id, error: messageOf(error) };
  }
  self.postMessage(answered);
};

async function answer(request: TextRequest): Promise<TextCalls[keyof TextCalls]["answer"]> {
  switch (request.call) {
    case "read": {
      const text = readOwnText(request.name, request.bytes);
      const fitness = fitnessOf(text.text);
      refuseUnfit(fitness);
      return { text, fitness };
    }
    case "judge":
      return fitnessOf(request.text);
    case "tokens": {
      const { config, siteBase } = request;
      const { task } = config;
      if (!isTextTask(task))
        throw new Error(`Its task, ${TASKS[task].label}, is not text. Train on words or characters.`);
      const [text] = await textsOf(config, siteBase);
      const { tokens, fitness } = TASKS[task].text;
      const data = readsOwnText(config) ? fitness(text).data : shippedData(task);
      return { tokens: tokens(config, text), data };
    }
  }
}
