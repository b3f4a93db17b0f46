// Lists marked data-keys are read with the keyboard: j and k go down and up, x ticks the line, Enter opens it.

import { around } from "./events";

/** The link that opens a row. */
function linkOf(row: Element | undefined): HTMLAnchorElement | null {
  return row?.querySelector<HTMLAnchorElement>("a[href]") ?? null;
}

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k", "x"].includes(event.key)) return;
    if (around(event, "input:not([type=checkbox]), textarea, select, [contenteditable], dialog")) return;
    const rows = [...document.querySelectorAll("table[data-keys] tbody tr")];
    if (!rows.length) return;
    event.preventDefault();
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (event.key === "x") {
      rows[at]?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
      return;
    }
    const next = event.key === "j" ? at + 1 : Math.max(at - 1, 0);
    linkOf(rows[Math.min(next, rows.length - 1)])?.focus();
  });
}
