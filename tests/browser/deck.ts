import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "@playwright/test";
import { test as base, expect } from "./clean-page";
import { builtSite, type Site, SiteServer } from "./site-server";

const REVEAL = new URL("../../node_modules/reveal.js/dist/", import.meta.url);

/** A run that is quick to build, at a speed that can be watched. */
export const QUICK = "backend=wasm&length=20&units=8&batch=4&steps=400&speed=25";

/** The lines that docs/embedding.md has for a deck: they send fragments with `data-lab` to the frame of their slide. */
function driver(): string {
  const recipe = readFileSync(new URL("../../docs/embedding.md", import.meta.url), "utf8");
  const [, lines] = /```js\n([\s\S]+?)```/.exec(recipe) ?? [];
  if (!lines) throw new Error("docs/embedding.md has no lines for a deck.");
  return lines;
}

const frame = (id: string, address: string, attributes = "") =>
  `<iframe id="${id}" src="${address}" width="960" height="540" ${attributes}></iframe>`;

/** The slides of a deck: three frames, of which the last is driven by fragments. */
function deckOf(lab: string): string {
  const at = (hash: string) => `${lab}#${QUICK}&${hash}`.replaceAll("&", "&amp;");
  const does = (message: object) => `<p class="fragment" data-lab='${JSON.stringify(message)}'>next</p>`;
  return `<link rel="stylesheet" href="reveal.css">
<div class="reveal"><div class="slides">
  <section>${frame("one", at("embed=gradient&play"))}</section>
  <section>${frame("two", at("embed=eigenvalues,loss&play"))}</section>
  <section>
    ${frame("three", at("embed=accuracy"))}
    ${does({ do: "step", to: 30, id: "a" })}
    ${does({ do: "set", key: "lr", value: 20, id: "b" })}
    ${does({ do: "set", key: "lr", value: 0.1, id: "c" })}
    ${does({ do: "play", id: "d" })}
  </section>
  <section><h1>The end</h1></section>
</div></div>
<script src="reveal.js"></script>
<script>
  const heard = [];
  addEventListener("message", ({ data }) => heard.push(data));
  ${driver()}
  Reveal.initialize({ width: 960, height: 700, controls: false, history: false });
</script>`;
}

const file = (name: string) => readFileSync(new URL(name, REVEAL));

/** A page around the lab, served from another site than the lab. */
export class Around {
  constructor(
    readonly page: Page,
    readonly lab: string,
    readonly server: SiteServer,
  ) {}

  /** Opens a page with this body. */
  async open(html: string): Promise<void> {
    const page = `<!doctype html><title>Around</title><link rel="icon" href="data:,">${html}`;
    this.server.site = new Map([...this.server.site, ["index.html", Buffer.from(page)]]);
    await this.page.goto(this.server.address);
  }

  openDeck(): Promise<void> {
    return this.open(deckOf(this.lab));
  }

  frame(id: string): FrameLocator {
    return this.page.frameLocator(`#${id}`);
  }

  /** The step that a frame says. */
  async step(id: string): Promise<number> {
    const text = await this.frame(id).getByRole("status", { name: "Step" }).textContent();
    return Number(/step (\d+)/.exec(text ?? "")?.[1]);
  }

  /** Waits until the deck shows a slide, and nothing moves. @param slide its number, from 0 */
  async shows(slide: number): Promise<void> {
    await expect.poll(() => this.page.evaluate("Reveal.getIndices().h")).toBe(slide);
    await expect
      .poll(() =>
        this.page.evaluate(
          () =>
            document.getAnimations().filter(({ pending, playState }) => pending || playState === "running")
              .length,
        ),
      )
      .toBe(0);
  }

  /** The messages that the page around the frames has heard. */
  heard(): Promise<Record<string, unknown>[]> {
    return this.page.evaluate("heard");
  }
}

/** A page of another site that shows the built lab in frames. */
export const test = base.extend<{ around: Around }>({
  // Both sites may be asked for files.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it
  site: ({}, use) => use("http://"),
  around: async ({ page }, use) => {
    const lab = new SiteServer("/some/path/", builtSite());
    const site: Site = new Map(["reveal.js", "reveal.css"].map((name) => [name, file(name)]));
    // Another name of the same machine is another site, whose frames have processes of their own.
    const deck = new SiteServer("/", site, "localhost");
    await Promise.all([lab.start(), deck.start()]);
    await use(new Around(page, lab.address, deck));
    await Promise.all([lab.stop(), deck.stop()]);
  },
});
export { expect };
