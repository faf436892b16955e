import { noteOwnText } from "../config/own-text-length";
import { savedFitness } from "./data-now";

/** Takes note of the user's own text, before settings that read it are looked at: the largest length depends on it. */
export const lookUpOwnText = async (): Promise<void> => noteOwnText(await savedFitness());
