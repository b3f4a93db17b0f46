// The frame of the page: the menu on phones, drop-downs, copy, back, print.

import { around, on } from "./events";
import { say } from "./toasts";
import { word } from "./words";

function sidebar(): void {
  const show = (open: boolean) => {
    document.body.classList.toggle("tz-sidebar-open", open);
    for (const button of document.querySelectorAll("[data-toggle-sidebar]")) button.setAttribute("aria-expanded", String(open));
    if (open) document.querySelector<HTMLElement>("#sidebar a")?.focus();
  };
  document.addEventListener("click", (event) => {
    const open = document.body.classList.contains("tz-sidebar-open");
    if (around(event, "[data-toggle-sidebar]")) show(!open);
    else if (open && !around(event, "#sidebar")) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("tz-sidebar-open")) {
      show(false);
      document.querySelector<HTMLElement>("[data-toggle-sidebar]")?.focus();
    }
  });
}

function dropdowns(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>("details.tz-dropdown[open], details.column-chooser[open]");
  document.addEventListener("click", (event) => {
    for (const details of open()) if (!(event.target instanceof Node && details.contains(event.target))) details.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const details of open()) {
      details.open = false;
      details.querySelector("summary")?.focus();
    }
  });
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(word("copied"), "good");
  } catch {
    say(word("copyFailed"), "warn");
  }
}

export function startFrame(): void {
  sidebar();
  dropdowns();
  on("click", "[data-copy]", (_event, button) => {
    const given = button.dataset["copy"] ?? "";
    const source = /^#[\w-]+$/.test(given) ? document.querySelector(given) : null;
    const text = source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement ? source.value : source?.textContent;
    void copy((text ?? given).trim());
  });
  on("click", "a[data-back]", (event) => {
    if (window.history.length < 2 || !document.referrer.startsWith(window.location.origin)) return;
    event.preventDefault();
    window.history.back();
  });
  on("click", "[data-print]", () => window.print());
}
