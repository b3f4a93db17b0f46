// Picks a figure from the catalogue and puts its token into the prose of a bulletin item.

import { on } from "./events";

/** Put `text` where the caret stands in `area`, in place of what is selected. */
export function insertAtCaret(area: HTMLTextAreaElement, text: string): void {
  const start = area.selectionStart;
  area.setRangeText(text, start, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export function startFiguresPicker(): void {
  on("click", "[data-figure-picker] [data-insert]", (event, chosen) => {
    event.preventDefault();
    const dialog = chosen.closest<HTMLElement>("[data-figure-picker]");
    const area = document.querySelector(dialog?.dataset["target"] ?? "");
    if (!(area instanceof HTMLTextAreaElement)) return;
    insertAtCaret(area, chosen.dataset["insert"] ?? "");
    if (dialog instanceof HTMLDialogElement) dialog.close();
    area.focus();
  });
}
