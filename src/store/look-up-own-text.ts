import { noteOwnText } from "../config/own-text-length";
import { savedText } from "../worker/own-text";

/** Takes note of the user's own text, before settings that read it are looked at: the largest length depends on it. */
export async function lookUpOwnText(): Promise<void> {
  noteOwnText((await savedText())?.text ?? null);
}
