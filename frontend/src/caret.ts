// Where the caret of a text box stands on the screen: a copy of the box in plain text is measured in its place.

const COPIED = [
  "boxSizing", "width", "fontFamily", "fontSize", "fontStyle", "fontWeight", "letterSpacing", "lineHeight", "textIndent",
  "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth", "borderBottomWidth",
  "borderLeftWidth", "tabSize",
] as const;

export interface Spot {
  left: number;
  top: number;
  height: number;
}

/** The place of the character at `at` in `area`, in pixels of the window. */
export function spotOf(area: HTMLTextAreaElement, at: number): Spot {
  const style = window.getComputedStyle(area);
  const copy = document.createElement("div");
  for (const name of COPIED) copy.style[name] = style[name];
  copy.style.position = "absolute";
  copy.style.left = "-9999px";
  copy.style.top = "0";
  copy.style.whiteSpace = "pre-wrap";
  copy.style.overflowWrap = "break-word";
  copy.style.borderStyle = "solid";
  copy.textContent = area.value.slice(0, at);
  const mark = document.createElement("span");
  mark.textContent = area.value.slice(at, at + 1) || "\u200b";
  copy.append(mark);
  document.body.append(copy);
  const box = area.getBoundingClientRect();
  const height = parseFloat(style.lineHeight) || parseFloat(style.fontSize) * 1.5;
  const spot = { left: box.left + mark.offsetLeft - area.scrollLeft, top: box.top + mark.offsetTop - area.scrollTop, height };
  copy.remove();
  return spot;
}

/** Put `text` in the place of [start, end), as typing would: it can be undone, and everybody hears of it. */
export function replace(area: HTMLTextAreaElement | HTMLInputElement, start: number, end: number, text: string): void {
  area.focus();
  area.setSelectionRange(start, end);
  // The only way of writing into a text box that its undo knows of.
  const written = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!written) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
