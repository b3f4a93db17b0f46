// Lists: filters and columns live in the address, a row is one large link, `/` goes to the search box.

import { around, make, on } from "./events";
import { word } from "./words";

const PAUSE = 400; // milliseconds after the last key before a search is sent
const timers = new WeakMap<HTMLFormElement, number>();

function submit(form: HTMLFormElement): void {
  window.clearTimeout(timers.get(form));
  form.requestSubmit();
}

function autosubmit(): void {
  on("change", "form[data-autosubmit]", (event, form) => {
    if (!around(event, "[data-search]")) submit(form as HTMLFormElement);
  });
  on("input", "form[data-autosubmit] [data-search]", (event, input) => {
    if ((event as InputEvent).isComposing) return; // pinyin is not a search yet
    const form = input.closest("form");
    if (!form) return;
    window.clearTimeout(timers.get(form));
    timers.set(form, window.setTimeout(() => submit(form), PAUSE));
  });
  on("compositionend", "form[data-autosubmit] [data-search]", (_event, input) => {
    const form = input.closest("form");
    if (form) timers.set(form, window.setTimeout(() => submit(form), PAUSE));
  });
  // Empty fields stay out of the address; the order and the columns that were chosen stay in it.
  document.addEventListener("formdata", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["autosubmit"] === undefined || form.method !== "get") return;
    const address = new URLSearchParams(window.location.search);
    for (const name of ["sort", "columns"]) {
      const value = address.get(name);
      if (value && form.closest("main") && !form.elements.namedItem(name)) event.formData.set(name, value);
    }
    for (const [name, value] of [...event.formData.entries()]) {
      if (value !== "") continue;
      const kept = event.formData.getAll(name).filter((each) => each !== "");
      event.formData.delete(name);
      for (const each of kept) event.formData.append(name, each);
    }
  });
}

function columns(): void {
  const changed = new Map<HTMLElement, number>();
  const apply = (chooser: HTMLElement) => {
    window.clearTimeout(changed.get(chooser));
    changed.delete(chooser);
    const chosen = [...chooser.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map((box) => box.value);
    const address = new URL(window.location.href);
    if (chosen.length) address.searchParams.set("columns", chosen.join(","));
    else address.searchParams.delete("columns");
    window.location.assign(address.toString().replace(/%2C/gi, ","));
  };
  on("change", "details.column-chooser", (_event, chooser) => {
    window.clearTimeout(changed.get(chooser));
    changed.set(chooser, window.setTimeout(() => apply(chooser), 2 * PAUSE)); // time to choose another one
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const chooser = event.target;
      if (chooser instanceof HTMLDetailsElement && !chooser.open && changed.has(chooser)) apply(chooser);
    },
    true,
  );
}

function rows(): void {
  on<MouseEvent>("click", "tr[data-href]", (event, row) => {
    if (event.defaultPrevented || around(event, "a, button, input, label, select, summary, textarea")) return;
    if (window.getSelection()?.toString()) return; // someone is copying a cell
    const address = row.dataset["href"] ?? "";
    if (event.ctrlKey || event.metaKey) window.open(address, "_blank", "noopener");
    else window.location.assign(address);
  });
}

function searchKey(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (around(event, "input, textarea, select, [contenteditable], dialog")) return;
    const search = document.querySelector<HTMLInputElement>("main [data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}

/** The list changes without the page around it, so its export asks for what the address says now. */
function exportLink(): void {
  on("click", "a#export", (_event, link) => {
    const target = new URL((link as HTMLAnchorElement).href);
    const address = new URLSearchParams(window.location.search);
    address.delete("page");
    target.search = address.toString();
    link.setAttribute("href", target.toString());
  });
}

/** On phones a long search bar shows its first field; the rest come at a touch. */
function fold(): void {
  for (const bar of document.querySelectorAll<HTMLFormElement>(".tz-filterbar:not(.foldable)")) {
    const rest = [...bar.querySelectorAll<HTMLInputElement | HTMLSelectElement>(":scope > label:not(:first-child) [name]")];
    if (rest.length < 2) continue;
    bar.classList.add("foldable");
    const chosen = rest.filter((field) => field.value !== "").length;
    const label = chosen ? `${word("filter")} (${chosen})` : word("filter");
    const button = make("button", { type: "button", class: "btn tz-filter-toggle", "aria-expanded": "false" }, label);
    button.addEventListener("click", () => button.setAttribute("aria-expanded", String(bar.classList.toggle("open"))));
    const end = bar.querySelector(".tz-filterbar-end");
    // The first field stays the first child: it is the one that is always shown.
    if (end) end.prepend(button);
    else bar.append(button);
  }
}

export function startLists(): void {
  autosubmit();
  columns();
  rows();
  searchKey();
  exportLink();
  fold();
  document.addEventListener("htmx:afterSettle", fold);
}
