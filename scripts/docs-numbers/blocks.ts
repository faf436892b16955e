/*
 * A block of a document holds numbers, in slots:
 *
 *   <!-- numbers:presets engine=2, by npm run docs:numbers -- presets -->
 *   B learns on <!--learned-->57 of 60<!--/--> seeds.
 *   <!-- /numbers -->
 *
 * `engine=any` stands where the numbers do not depend on the engine. What was seen once, on one machine, is not checked:
 *
 *   <!-- seen once, not checked: npm run bench; 2026-11-26; two virtual processors of an AMD EPYC -->
 *   …
 *   <!-- /seen -->
 */

/** What the slots of one block must hold, by their names. */
export type Slots = Readonly<Record<string, string>>;

/** What the data give for a block. */
export interface Wanted {
  /** The version of the engine that the data are of; null if they do not depend on it. */
  readonly engine: number | null;
  readonly by: string;
  readonly slots: Slots;
}

export interface Block {
  readonly name: string;
  /** The rest of the block’s first line. */
  readonly head: string;
  readonly text: string;
}

const BLOCK = /<!-- numbers:(\S+) (.*?) -->\n([\s\S]*?)<!-- \/numbers -->/g;
const SLOT = /<!--([\w.-]+)-->([\s\S]*?)<!--\/-->/g;
const SEEN = /<!-- seen once, not checked: (.*?) -->\n([\s\S]*?)<!-- \/seen -->/g;

/** The blocks of a document. */
export const blocksOf = (document: string): readonly Block[] =>
  Array.from(document.matchAll(BLOCK), ([, name, head, text]) => ({ name, head, text }));

/** The first line of a block without its name. */
export const headOf = ({ engine, by }: Wanted): string => `engine=${engine ?? "any"}, by ${by}`;

/** A value of several lines stands between blank lines, as a table must. */
const framed = (value: string) => (value.includes("\n") ? `\n\n${value}\n\n` : value);

/** A block’s text with the slots that the data give; unknown slots stay. */
const filled = (text: string, slots: Slots) =>
  text.replace(SLOT, (whole, slot: string) =>
    Object.hasOwn(slots, slot) ? `<!--${slot}-->${framed(slots[slot])}<!--/-->` : whole,
  );

/** The document with all its blocks as the data give them; blocks without data stay. */
export const written = (document: string, wanted: (name: string) => Wanted | undefined): string =>
  document.replace(BLOCK, (whole, name: string, _head: string, text: string) => {
    const data = wanted(name);
    if (!data) return whole;
    return `<!-- numbers:${name} ${headOf(data)} -->\n${filled(text, data.slots)}<!-- /numbers -->`;
  });

const short = (text: string) => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

/** Where two texts differ first, with a little of what surrounds it. */
function difference(is: string, wanted: string): string {
  let at = 0;
  while (at < is.length && is[at] === wanted[at]) at++;
  const from = Math.max(0, at - 20);
  return `“${short(is.slice(from, at + 40))}” stands there, the data give “${short(wanted.slice(from, at + 40))}”`;
}

/** What is wrong with the blocks of a document, as sentences. @param wanted undefined for a name that nothing is known of */
export function troublesOf(
  path: string,
  document: string,
  wanted: (name: string) => Wanted | undefined,
): readonly string[] {
  const troubles: string[] = [];
  const [opened, closed] = [/<!-- numbers:/g, /<!-- \/numbers -->/g].map(
    (mark) => document.match(mark)?.length,
  );
  const blocks = blocksOf(document);
  if (opened !== closed || opened !== (blocks.length || undefined))
    troubles.push(`${path}: a block of numbers is not closed, or its first line is not whole.`);
  for (const { name, head, text } of blocks) {
    const data = wanted(name);
    if (!data) {
      troubles.push(`${path}: nothing measures the block ${name}.`);
      continue;
    }
    if (head !== headOf(data))
      troubles.push(`${path}, block ${name}: it says “${head}”, the data are of “${headOf(data)}”.`);
    const slots = [...text.matchAll(SLOT)];
    if (slots.length === 0) troubles.push(`${path}, block ${name}: it has no slot.`);
    for (const [whole, slot, value] of slots) {
      const line = text.slice(0, text.indexOf(whole)).split("\n").at(-1) ?? "";
      if (line.trim() === "" && !value.startsWith("\n"))
        troubles.push(
          `${path}, block ${name}: the slot ${slot} begins a line, which Markdown then reads as HTML.`,
        );
      if (!Object.hasOwn(data.slots, slot))
        troubles.push(`${path}, block ${name}: the data have no ${slot}.`);
      else if (value !== framed(data.slots[slot]))
        troubles.push(
          `${path}, block ${name}, slot ${slot}: ${difference(value, framed(data.slots[slot]))}.`,
        );
    }
  }
  for (const [, how] of document.matchAll(SEEN)) {
    if (!/^.+; \d{4}-\d\d-\d\d; .+$/.test(how))
      troubles.push(`${path}: “${how}” must name command; date; machine of what was seen once.`);
  }
  const [begun, ended] = [/<!-- seen once/g, /<!-- \/seen -->/g].map((mark) => document.match(mark)?.length);
  if (begun !== ended || begun !== ([...document.matchAll(SEEN)].length || undefined))
    troubles.push(`${path}: what was seen once is not closed, or its first line is not whole.`);
  return troubles;
}

const RESULT = /\d[.,]\d+\s?[·×]\s?10[⁻⁰-⁹¹²³]|\bof (?:\d+|three|six|ten) seeds\b/g;

/** Numbers of a document that look measured and stand in no block: powers of ten with decimals, and shares of seeds. */
export function unmarked(document: string): readonly string[] {
  const outside = document
    .replace(BLOCK, "")
    .replace(SEEN, "")
    .replace(/^```[\s\S]*?^```/gm, "");
  return outside.match(RESULT) ?? [];
}
