import { create } from "zustand";
import type { ScreenId } from "../address/keys";

/** Which screen is shown. */
export const useScreen = create<{ readonly screen: ScreenId }>(() => ({ screen: "lab" }));
