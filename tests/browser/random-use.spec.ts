import type { Page } from "@playwright/test";
import { chooseFullSpeed, complaintsOf, goWithoutServiceWorker } from "./clean-page";
import { expect, test } from "./lab-page";
import { type Action, actionOf, drawsOf, inWords, perform } from "./random-use/actions";
import { Invariants } from "./random-use/invariants";
import { shortest } from "./random-use/shortest";

/**
 * Random use: every control of the page, keys, sizes of the window, back, forward and reload, in an order that a seed decides.
 * `npm run fuzz -- --actions 1000 --seed 7` does so many; here it is a short walk, always the same.
 */

const ACTIONS = Number(process.env.FUZZ_ACTIONS ?? 60);
const SEED = Number(process.env.FUZZ_SEED ?? 1);
/** After so many actions a new page is opened, so that a sequence that fails is short enough to be looked at. */
const PER_PAGE = 100;
/** The time for making a sequence that fails shorter, in ms. */
const SHORTENING = process.env.FUZZ_ACTIONS ? 20 * 60_000 : 60_000;
const START = "#length=10&units=8&batch=4&steps=300";

/** The times of one action, at most, and of a page, in ms. */
const [PER_ACTION, TO_OPEN] = [5000, 60_000];
test.setTimeout(ACTIONS * PER_ACTION + TO_OPEN + SHORTENING);

/** The time after which a page that is still busy with one action does not answer any more, in ms. */
const FREEZE = 60_000;
const tooLate = (what: string) =>
  new Promise<never>((_, reject) => {
    const late = new Error(`The page did not answer within ${FREEZE / 1000} s: ${what}`);
    setTimeout(() => reject(late), FREEZE).unref();
  });

async function open(page: Page): Promise<void> {
  await page.goto(`/${START}`);
  await expect(page.getByRole("status", { name: "Step", exact: true })).toContainText("step 0");
}

type Source = AsyncIterable<Action> | Iterable<Action>;

interface Walk {
  readonly done: readonly Action[];
  readonly skipped: number;
  readonly compared: number;
  /** What did not hold after the last action. */
  readonly failure: string | null;
}

for (let first = 0; first < ACTIONS; first += PER_PAGE) {
  const count = Math.min(PER_PAGE, ACTIONS - first);
  const seed = SEED + first / PER_PAGE;
  test(`${count} random actions, seed ${seed}`, async ({ browser, baseURL }) => {
    const site = baseURL ?? "";
    /** Does actions on a page of its own, until one breaks what must hold. */
    const walk = async (source: (page: Page) => Source): Promise<Walk> => {
      const context = await browser.newContext({ baseURL: site, viewport: { width: 1440, height: 900 } });
      await context.addInitScript(goWithoutServiceWorker);
      await context.addInitScript(chooseFullSpeed);
      const complaints = complaintsOf(context, site);
      const page = await context.newPage();
      const hold = new Invariants(page, complaints);
      const done: Action[] = [];
      let skipped = 0;
      let failure: string | null = null;
      try {
        await open(page);
        for await (const action of source(page)) {
          done.push(action);
          const one = async () => {
            await hold.before(action);
            if (action.does === "check") await hold.check();
            else if (!(await perform(action, page))) skipped++;
            await hold.after();
          };
          await Promise.race([one(), tooLate(inWords(action))]);
        }
        await hold.check();
        await hold.after();
        await hold.heapIsBounded();
        // The whole walk may have been on other screens, or in a frame.
        await page.goto("about:blank");
        await open(page);
        await hold.check();
      } catch (error) {
        failure = error instanceof Error ? error.message : String(error);
      } finally {
        await context.close();
      }
      return { done, skipped, compared: hold.compared, failure };
    };

    const { done, skipped, compared, failure } = await walk(async function* (page) {
      for (const draw of drawsOf(seed, count)) {
        const action = await actionOf(draw, page);
        if (action) yield action;
      }
    });
    if (failure !== null) {
      console.log(
        `seed ${seed}, action ${done.length}: ${failure}. The last were: ${done.slice(-4).map(inWords).join("; ")}. Looking for a shorter sequence that fails …`,
      );
      const fails = async (list: readonly Action[]) => (await walk(() => list)).failure !== null;
      const least = await shortest(done, fails, Date.now() + SHORTENING);
      const list = least.map((action, i) => `${i + 1}. ${inWords(action)}`).join("\n");
      expect(failure, `With seed ${seed}, after ${least.length} of ${done.length} actions:\n${list}`).toBe(
        "",
      );
    }
    console.log(
      `seed ${seed}: ${done.length} actions, ${skipped} not possible, ${compared} numbers compared`,
    );
    expect(compared).toBeGreaterThan(0);
    expect(skipped).toBeLessThan(done.length / 3);
  });
}
