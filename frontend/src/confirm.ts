// A question before what cannot be taken back, in a dialog of the page instead of the browser's own.

import { make } from "./events";
import { word } from "./words";

interface Question {
  text: string;
  ok?: string;
  cancel?: string;
  tone?: string;
}

/** Ask; true when the person agrees. */
export function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const dialog = make("dialog", { class: "tz-dialog tz-dialog-ask", "aria-label": word("sure") });
    const body = make("div", { class: "tz-drawer-body" });
    body.append(make("p", {}, question.text));
    const foot = make("footer", { class: "tz-drawer-foot" });
    const cancel = make("button", { type: "button", class: "btn" }, question.cancel ?? word("cancel"));
    const tone = question.tone === "bad" ? "btn-danger" : "btn-primary";
    const ok = make("button", { type: "button", class: `btn ${tone}` }, question.ok ?? word("ok"));
    foot.append(cancel, ok);
    dialog.append(body, foot);
    document.body.append(dialog);
    const before = document.activeElement;
    let answer = false;
    ok.addEventListener("click", () => {
      answer = true;
      dialog.close();
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      resolve(answer);
    });
    dialog.showModal();
    (question.tone === "bad" ? cancel : ok).focus();
  });
}

const agreed = new WeakSet<Element>();

function questionOf(element: HTMLElement): Question {
  return {
    text: element.dataset["confirm"] ?? "",
    ...(element.dataset["confirmTone"] ? { tone: element.dataset["confirmTone"] } : {}),
  };
}

/** Hold the event back, ask, and let the second one through. */
function hold(event: Event, element: HTMLElement, again: () => void): void {
  if (agreed.has(element)) {
    agreed.delete(element);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  void ask(questionOf(element)).then((yes) => {
    if (!yes) return;
    agreed.add(element);
    again();
    window.setTimeout(() => agreed.delete(element), 0);
  });
}

export function startConfirm(): void {
  document.addEventListener(
    "click",
    (event) => {
      const element = event.target instanceof Element && event.target.closest<HTMLElement>("a[data-confirm], button[data-confirm]");
      if (!element) return;
      const form = element instanceof HTMLButtonElement && element.type === "submit" ? element.form : null;
      if (form && !element.hasAttribute("formnovalidate") && !agreed.has(element) && !form.reportValidity()) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      hold(event, element, () => element.click());
    },
    true,
  );
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || form.dataset["confirm"] === undefined) return;
      const submitter = (event as SubmitEvent).submitter;
      hold(event, form, () => form.requestSubmit(submitter as HTMLElement | null));
    },
    true,
  );
}
