// The drawer from the right, and dialogs: both are <dialog>, so focus stays inside and Esc closes.

import htmx from "htmx.org";
import { ask } from "./confirm";
import { make, on } from "./events";
import { forgetChanges, hasChanges } from "./guard";
import { keepToasts } from "./toasts";
import { word } from "./words";

interface BeforeSwap {
  target: Element;
  serverResponse: string;
  shouldSwap: boolean;
}

function drawer(): HTMLDialogElement | null {
  const found = document.getElementById("drawer");
  return found instanceof HTMLDialogElement ? found : null;
}

/** Close the drawer without asking, whether or not it is open. */
export function closeDrawer(): void {
  const dialog = drawer();
  if (dialog?.open) dialog.close();
}

async function closeCarefully(dialog: HTMLDialogElement): Promise<void> {
  if (hasChanges(dialog)) {
    const leave = await ask({ text: word("unsaved"), ok: word("leave"), cancel: word("stay"), tone: "bad" });
    if (!leave) return;
    forgetChanges(dialog);
  }
  dialog.close();
}

/** Take the <main> of a whole page and put a head with a close button over it. */
function fit(html: string): string {
  if (!/<main[\s>]/i.test(html)) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main");
  if (!main) return html;
  const title = main.querySelector("h1");
  const head = make("header", { class: "tz-drawer-head" });
  head.append(
    make("h2", {}, title?.textContent?.trim() ?? page.title),
    make("button", { type: "button", class: "tz-close", "data-close": "", "aria-label": word("close") }),
  );
  title?.remove();
  const body = make("div", { class: "tz-drawer-body" });
  body.append(...main.childNodes);
  return head.outerHTML + body.outerHTML;
}

function openDrawer(link: HTMLAnchorElement): void {
  const dialog = drawer();
  if (!dialog) {
    window.location.assign(link.href);
    return;
  }
  void htmx.ajax("get", link.href, { source: link, target: "#drawer", swap: "innerHTML" });
}

export function startDrawer(): void {
  on<MouseEvent>("click", "a[data-drawer]", (event, link) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openDrawer(link as HTMLAnchorElement);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<BeforeSwap>).detail;
    const dialog = drawer();
    if (!dialog || detail.target !== dialog || !detail.shouldSwap) return;
    detail.serverResponse = fit(detail.serverResponse);
    if (!dialog.open) dialog.showModal();
  });
  on("click", "[data-close]", (event, button) => {
    const dialog = button.closest("dialog");
    if (!dialog) return;
    event.preventDefault();
    void closeCarefully(dialog);
  });
  // A click on the backdrop reaches the dialog itself and lies outside its box.
  on<MouseEvent>("mousedown", "dialog.tz-drawer, dialog.tz-dialog", (event, element) => {
    if (event.target !== element || element.classList.contains("tz-dialog-ask")) return;
    const box = element.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) void closeCarefully(element as HTMLDialogElement);
  });
  document.addEventListener(
    "cancel",
    (event) => {
      const dialog = event.target;
      if (!(dialog instanceof HTMLDialogElement) || !hasChanges(dialog)) return;
      event.preventDefault();
      void closeCarefully(dialog);
    },
    true,
  );
  document.addEventListener(
    "close",
    (event) => {
      const dialog = event.target;
      if (!(dialog instanceof HTMLDialogElement)) return;
      keepToasts(dialog);
      if (dialog === drawer()) dialog.replaceChildren();
    },
    true,
  );
  on("click", "[data-open-dialog]", (event, button) => {
    const dialog = document.querySelector(button.dataset["openDialog"] ?? "");
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    if (!dialog.open) dialog.showModal();
    htmx.trigger(dialog, "opened", {});
  });
}
