/** What a browser's page translation shows instead of a text node. */
interface Translation {
  readonly element: Element;
  /** The words of the text node. */
  readonly words: string;
}

/** Whether a node is the element in which browsers put translated words; the page itself has none. */
const isTranslation = (node: Node): node is Element => node.nodeName === "FONT";
const isText = (node: Node | null): node is Text => node?.nodeType === Node.TEXT_NODE;

/** The numbers in a text. A language may order them in another way, but must not write them in another way. */
const numbersIn = (text: string): string => (text.match(/\p{N}[\p{N}.,\u202f]*/gu) ?? []).sort().join(" ");

/**
 * Lets a browser translate the page. It replaces text nodes by elements with other words, but React keeps the text nodes: it
 * would write into nodes that are not shown, so that the page shows old words, and fail to remove them. So each text node is
 * put back, empty, before its translation. When React writes to it or removes it, the translation is removed; when the
 * translation is undone, the text node has its words again. A translation that changes a number is not kept.
 */
class TranslatedPage {
  readonly #observer = new MutationObserver((records) => this.#follow(records));
  readonly #translations = new WeakMap<Text, Translation>();
  readonly #texts = new WeakMap<Node, Text>();

  constructor(root: Node) {
    this.#observer.observe(root, { childList: true, subtree: true });
  }

  #follow(records: readonly MutationRecord[]): void {
    /** The translated text nodes that were changed, and whether somebody wrote to them. */
    const changed = new Map<Text, boolean>();
    const added = new Set<Node>();
    const translations = new Set<Text>();
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === "characterData") changed.set(target as Text, true);
      for (const node of removedNodes) {
        const text = isText(node) ? node : this.#texts.get(node);
        if (text && !changed.has(text)) changed.set(text, false);
      }
      for (const node of addedNodes) added.add(node);
      const translated = this.#translatedBy(target);
      if (translated) translations.add(translated);
    }
    /** Whether the translator has added a text node; React's own were removed before. */
    const isForeign = (node: Node) => isText(node) && added.has(node) && !changed.has(node);
    for (const [text, written] of changed) this.#restore(text, written, isForeign);
    for (const record of records) this.#adopt(record, records);
    for (const text of translations) this.#verify(text);
    // These changes are the page's own.
    this.#observer.takeRecords();
  }

  /** Ends a translation that its text node or the translator has changed. */
  #restore(text: Text, written: boolean, isForeign: (node: Node) => boolean): void {
    const translation = this.#translations.get(text);
    if (!translation) return;
    const { element, words } = translation;
    const { parentNode: parent, nextSibling: next } = text;
    // React has moved the text node.
    if (!written && parent && element.parentNode === parent) return void text.after(element);
    this.#forget(text, element);
    if (written || !parent) return;
    if (next && isTranslation(next)) this.#pair(text, next, words);
    else {
      text.data = words;
      // The translator may undo its work by a text node of its own.
      if (next && isForeign(next)) next.remove();
    }
  }

  /** Puts text nodes back that were replaced by the translations that a record adds. */
  #adopt(record: MutationRecord, records: readonly MutationRecord[]): void {
    const { target, addedNodes, removedNodes, previousSibling, nextSibling } = record;
    for (const element of addedNodes) {
      if (!isTranslation(element) || element.parentNode !== target || this.#texts.has(element)) continue;
      if (target.parentElement?.closest("font") || isTranslation(target)) continue;
      const removedBefore = () =>
        records
          .filter(
            (one) =>
              one.target === target &&
              one.previousSibling === previousSibling &&
              one.nextSibling === nextSibling,
          )
          .flatMap((one) => [...one.removedNodes]);
      const isReplaced = (node: Node | null): node is Text =>
        isText(node) && node.parentNode !== target && !this.#translations.has(node);
      const text =
        [...removedNodes].find(isReplaced) ??
        [...removedBefore(), previousSibling, nextSibling].find(isReplaced);
      if (!text) continue;
      if (element.contains(text)) text.replaceWith(text.cloneNode());
      element.before(text);
      this.#pair(text, element, text.data);
      this.#verify(text);
    }
  }

  /** The text node whose translation a node is part of. */
  #translatedBy(node: Node | null): Text | undefined {
    for (let at = node; at && (isText(at) || isTranslation(at)); at = at.parentNode) {
      const text = this.#texts.get(at);
      if (text) return text;
    }
    return undefined;
  }

  /** Takes a translation back that changes a number, and opts its place out. */
  #verify(text: Text): void {
    const translation = this.#translations.get(text);
    if (!translation) return;
    const { element, words } = translation;
    const shown = element.textContent ?? "";
    if (shown === "" || numbersIn(shown) === numbersIn(words)) return;
    this.#forget(text, element);
    text.data = words;
    text.parentElement?.setAttribute("translate", "no");
  }

  #pair(text: Text, element: Element, words: string): void {
    this.#translations.set(text, { element, words });
    this.#texts.set(element, text);
    text.data = "";
    this.#observer.observe(text, { characterData: true });
    this.#observer.observe(element, { characterData: true, subtree: true });
  }

  #forget(text: Text, element: Element): void {
    element.remove();
    this.#translations.delete(text);
    this.#texts.delete(element);
  }
}

/** Keeps React's text nodes in the page from now on, however a browser translates it. */
export function allowTranslation(): void {
  new TranslatedPage(document.body);
}
