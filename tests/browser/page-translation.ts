import type { Page } from "@playwright/test";

/** How a translator puts its words into the page. With “replace” it puts the page's own text nodes back, else new ones. */
export type Manner =
  | "replace"
  | "insert, then remove"
  | "remove, then insert"
  | "wrap"
  | "replace, then translate";

/**
 * Imitates the page translation of a browser: each text node outside of what is opted out becomes two nested <font>
 * elements, in which vowels have an umlaut and each decimal point is a comma. It follows the page's changes. Everything that
 * it was given is collected in `window.translator.given`.
 */
export const translatePage = (page: Page, manner: Manner = "replace"): Promise<void> =>
  page.evaluate((manner) => {
    const OPTED_OUT =
      "script,style,noscript,textarea,code,pre,svg,math,option,[translate=no],.notranslate,font";
    const VOWELS: Readonly<Record<string, string>> = { a: "ä", e: "ë", i: "ï", o: "ö", u: "ü" };
    const given: string[] = [];
    const replaced: { readonly text: Text; readonly words: string; readonly font: Element }[] = [];

    const translate = (text: Text) => {
      const parent = text.parentNode;
      if (!parent || !/[a-z]{2}/i.test(text.data) || text.parentElement?.closest(OPTED_OUT)) return;
      given.push(text.data);
      const font = document.createElement("font");
      const inner = font.appendChild(document.createElement("font"));
      const translated = text.data
        .replace(/[aeiou]/g, (vowel) => VOWELS[vowel])
        .replace(/(\d)\.(?=\d)/g, "$1,");
      inner.textContent = translated;
      const [words, next] = [text.data, text.nextSibling];
      if (manner === "replace") parent.replaceChild(font, text);
      else if (manner === "replace, then translate") {
        inner.textContent = text.data;
        parent.replaceChild(font, text);
        setTimeout(() => {
          if (inner.firstChild) inner.firstChild.nodeValue = translated;
        });
      } else if (manner === "insert, then remove") {
        parent.insertBefore(font, text);
        text.remove();
      } else if (manner === "remove, then insert") {
        text.remove();
        parent.insertBefore(font, next);
      } else {
        parent.replaceChild(font, text);
        text.data = inner.textContent;
        inner.replaceChildren(text);
      }
      replaced.push({ text, words, font });
    };
    const all = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (walker.nextNode()) found.push(walker.currentNode as Text);
      found.forEach(translate);
    };
    let timer = 0;
    // Changes that go on and on are translated too.
    const observer = new MutationObserver(() => {
      if (timer) return;
      timer = window.setTimeout(() => {
        timer = 0;
        all();
      }, 50);
    });
    const watch = () =>
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    const undo = () => {
      observer.disconnect();
      window.clearTimeout(timer);
      timer = 0;
      for (const { text, words, font } of replaced.splice(0))
        if (font.isConnected) font.replaceWith(manner === "replace" ? text : words);
    };
    const begin = () => {
      all();
      watch();
    };
    begin();
    Object.assign(window, { translator: { given, undo, begin } });
  }, manner);

interface Translator {
  readonly given: string[];
  readonly undo: () => void;
  readonly begin: () => void;
}
type Translated = Window & { readonly translator: Translator };

/** Shows the original again, as the browser does on request. */
export const showOriginal = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as Translated).translator.undo());
export const translateAgain = (page: Page): Promise<void> =>
  page.evaluate(() => (window as unknown as Translated).translator.begin());
/** All that the translator was given so far. */
export const givenTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as Translated).translator.given);

const LETTERS: Readonly<Record<string, string>> = { ä: "a", ë: "e", ï: "i", ö: "o", ü: "u" };
/** The text before {@link translatePage} translated it; of texts without umlauts, the text itself. */
export const original = (text: string): string => text.replace(/[äëïöü]/g, (letter) => LETTERS[letter]);

/** A pattern of a text as it is or as {@link translatePage} translates it. */
export const eitherWay = (text: string): RegExp => {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const letters = Object.fromEntries(Object.entries(LETTERS).map(([umlaut, letter]) => [letter, umlaut]));
  return new RegExp(`^${escaped.replace(/[aeiou]/g, (letter) => `[${letter}${letters[letter]}]`)}$`);
};
