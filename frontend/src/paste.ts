// Pasting from Word into the text of an item: paragraphs become lines, and nothing but their words comes along.

import { insertAtCaret } from "./figures_picker";
import { on } from "./events";

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, pre, blockquote, div";
const BLANKS = /^[ \t\u00a0\u3000]+|[ \t\u00a0\u3000]+$/g;
const ENDS = "。！？；：”’:";
const HAN = "[\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef]";
const INSIDE = new RegExp(`(${HAN}) +(?=${HAN})`, "g");

/** The words of one paragraph, its soft breaks marked by "\n"; the source's own line ends mean nothing. */
function wordsOf(block: Element): string {
  const copy = block.cloneNode(true) as Element;
  for (const gone of copy.querySelectorAll("style, script, title, meta, link")) gone.remove();
  for (const rest of copy.querySelectorAll("br")) rest.replaceWith("\v");
  return (copy.textContent ?? "").replace(/[\s\u00a0]*[\r\n]+[\s\u00a0]*/g, " ").replace(/\v/g, "\n");
}

/** The lines of a paragraph: a soft break ends a line where a sentence or a heading ends before it, else it is none. */
export function softBreaks(text: string): string[] {
  const lines: string[] = [];
  for (const part of text.split(/[\n\v\r\u2028]/)) {
    const bare = part.replace(/\u00a0/g, " ").replace(BLANKS, "").replace(INSIDE, "$1");
    if (!bare) continue;
    const last = lines[lines.length - 1];
    if (last !== undefined && !ENDS.includes(last.slice(-1))) lines[lines.length - 1] = last + bare;
    else lines.push(bare);
  }
  return lines;
}

/** The paragraphs of what Word, WPS or a page put on the clipboard, one a line. */
export function linesOfHtml(html: string): string[] {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const blocks = [...body.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  return blocks.length ? blocks.flatMap((block) => softBreaks(wordsOf(block))) : softBreaks(wordsOf(body));
}

/** The lines of plain text; a vertical tab is Word's soft break. */
export function linesOfText(text: string): string[] {
  return text.split(/\r\n|\r|\n/).flatMap(softBreaks);
}

/** Whether some words of the paragraphs stand beside them and not in them: then the plain text is the surer one. */
function loses(lines: string[], text: string): boolean {
  const bare = (each: string) => each.replace(/[\s\u3000\u00a0]/g, "").length;
  return bare(lines.join("")) < 0.98 * bare(text);
}

export function startPaste(): void {
  on<ClipboardEvent>("paste", "textarea[data-paste]", (event, area) => {
    const given = event.clipboardData;
    if (!given || !(area instanceof HTMLTextAreaElement)) return;
    const text = given.getData("text/plain");
    const html = given.getData("text/html");
    const read = html ? linesOfHtml(html) : [];
    const lines = read.length && !loses(read, text) ? read : linesOfText(text);
    if (!lines.length) return;
    event.preventDefault();
    insertAtCaret(area, lines.join("\n"));
  });
}
