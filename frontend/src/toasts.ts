// Short messages in the corner; an error stays longer and can be closed.

import { make, on } from "./events";
import { word } from "./words";

export type Tone = "good" | "info" | "warn" | "bad";

function dismissLater(toast: HTMLElement): void {
  const calm = toast.dataset["tone"] !== "bad" && toast.dataset["tone"] !== "warn";
  window.setTimeout(() => toast.remove(), calm ? 5000 : 15000);
}

function addClose(toast: HTMLElement): void {
  if (toast.querySelector("[data-close-toast]")) return;
  toast.append(make("button", { type: "button", class: "tz-close", "data-close-toast": "", "aria-label": word("close") }));
}

function adopt(root: ParentNode): void {
  for (const toast of root.querySelectorAll<HTMLElement>(".tz-toast:not([data-adopted])")) {
    toast.dataset["adopted"] = "";
    addClose(toast);
    dismissLater(toast);
  }
}

/** Show one sentence. */
export function say(text: string, tone: Tone = "info"): void {
  const toast = make("div", { class: "tz-toast", "data-tone": tone }, text);
  if (tone === "bad") toast.setAttribute("role", "alert");
  let region = document.getElementById("toasts");
  if (!region) {
    region = make("div", { class: "tz-toasts", id: "toasts", role: "status" });
    document.body.append(region);
  }
  // A modal dialog covers the rest of the page, so the sentence is shown inside it.
  const open = [...document.querySelectorAll<HTMLDialogElement>("dialog[open]")].pop();
  if (open) {
    let inner = open.querySelector<HTMLElement>(":scope > .tz-toasts");
    if (!inner) open.append((inner = make("div", { class: "tz-toasts", role: "status" })));
    region = inner;
  }
  region.append(toast);
  adopt(region);
}

/** Messages shown inside a dialog outlive it. */
export function keepToasts(dialog: HTMLDialogElement): void {
  const inner = dialog.querySelector(":scope > .tz-toasts");
  if (inner) document.getElementById("toasts")?.append(...inner.children);
  inner?.remove();
}

/** The sentence in a server's answer that a person should read. */
export function sentenceIn(body: string, contentType: string | null): string {
  if (contentType?.includes("json")) {
    try {
      const answer: unknown = JSON.parse(body);
      if (answer && typeof answer === "object") {
        const found = (answer as Record<string, unknown>)["detail"] ?? (answer as Record<string, unknown>)["message"];
        if (typeof found === "string") return found;
      }
    } catch {
      return word("failed");
    }
    return word("failed");
  }
  if (contentType?.includes("html")) {
    const page = new DOMParser().parseFromString(body, "text/html");
    const text = (page.querySelector("[data-sentence]") ?? page.querySelector("h1, h2"))?.textContent?.trim();
    return text || word("failed");
  }
  return body && body.length < 200 ? body : word("failed");
}

export function startToasts(): void {
  adopt(document);
  on("click", "[data-close-toast]", (_event, button) => button.closest(".tz-toast")?.remove());
  document.addEventListener("htmx:afterSettle", () => adopt(document));
}
