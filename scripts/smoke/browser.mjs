/** A browser controlled by a driver. Drivers differ in `evaluate`, `act` and `complaints`. */
export class Browser {
  /** Waits for an expression to be true. @throws Error that names what it waited for */
  async until(what, expression, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    while (!(await this.evaluate(expression))) {
      if (Date.now() > end) throw new Error(`In ${seconds} s there was no ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Clicks at the centre of an element. */
  async click(selector) {
    const middle = await this.evaluate(`(() => {
      const element = document.querySelector(${JSON.stringify(selector)});
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const box = element.getBoundingClientRect();
      return Math.round(box.x + box.width / 2) + "," + Math.round(box.y + box.height / 2);
    })()`);
    const [x, y] = middle.split(",").map(Number);
    const actions = [
      { type: "pointerMove", x, y },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.act([{ type: "pointer", id: "mouse", actions }]);
  }
}
