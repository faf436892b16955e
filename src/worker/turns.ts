/**
 * Calls back one turn at a time, so that messages get in between. A message to oneself queues behind the page's
 * messages, and unlike a timer is never delayed.
 */
export class Turns {
  readonly #channel = new MessageChannel();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = false;

  constructor(take: () => void) {
    this.#channel.port1.onmessage = () => {
      this.#asked = false;
      take();
    };
  }

  /** Asks for the next turn, once however often it is asked. @param wait ms until it is due */
  next(wait = 0): void {
    clearTimeout(this.#timer);
    if (wait >= 1) this.#timer = setTimeout(() => this.next(), wait);
    else if (!this.#asked) {
      this.#asked = true;
      this.#channel.port2.postMessage(null);
    }
  }
}
