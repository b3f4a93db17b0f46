// Forms marked data-guard ask before a change is lost.

import { on } from "./events";

const changed = new Set<HTMLFormElement>();

/** Whether a guarded form inside `root` holds a change that is not saved. */
export function hasChanges(root: ParentNode): boolean {
  for (const form of changed) {
    if (!form.isConnected) changed.delete(form);
    else if (root.contains(form)) return true;
  }
  return false;
}

/** Let the changes inside `root` go. */
export function forgetChanges(root: ParentNode): void {
  for (const form of changed) if (root.contains(form)) changed.delete(form);
}

export function startGuard(): void {
  const note = (_event: Event, form: HTMLElement) => changed.add(form as HTMLFormElement);
  on("input", "form[data-guard]", note);
  on("change", "form[data-guard]", note);
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target instanceof HTMLFormElement) changed.delete(event.target);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target instanceof HTMLFormElement) changed.delete(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!hasChanges(document)) return;
    event.preventDefault();
    event.returnValue = "";
  });
}
