/**
 * Runs one slice of work at a time, so that incoming messages are handled in between. A message to oneself queues
 * behind the page's messages and, unlike a timer, is never throttled.
 */
export class SliceScheduler {
  readonly #channel = new MessageChannel();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #scheduled = false;

  constructor(runSlice: () => void) {
    this.#channel.port1.onmessage = () => {
      this.#scheduled = false;
      runSlice();
    };
  }

  /** Schedules the next slice; repeated calls before it runs schedule only one. @param wait ms until it is due */
  schedule(wait = 0): void {
    clearTimeout(this.#timer);
    if (wait >= 1) this.#timer = setTimeout(() => this.schedule(), wait);
    else if (!this.#scheduled) {
      this.#scheduled = true;
      this.#channel.port2.postMessage(null);
    }
  }
}
