import { lab } from "../../../store/use-lab";

/** Fetches and starts the tour. */
export async function takeTour(): Promise<void> {
  try {
    const { startTour } = await import("./tour");
    startTour();
  } catch {
    lab.notify("The tour could not be fetched. Load the page again to take it.", "quiet");
  }
}
