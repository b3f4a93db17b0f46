// Uploads with a progress bar that shows what has really been sent.

import htmx from "htmx.org";
import { make } from "./events";
import { forgetChanges } from "./guard";
import { csrfToken } from "./server";
import { sentenceIn } from "./toasts";
import { word } from "./words";

let replaced = false;

/** Put the page that came back in place of this one, with its messages, as a followed redirect would. */
function showPage(html: string, address: string): void {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (address !== window.location.href) {
    window.history.pushState(null, "", address);
    replaced = true;
  }
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  htmx.process(document.body);
  document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
  window.scrollTo(0, 0);
}

function progressOf(form: HTMLFormElement): { bar: HTMLProgressElement; label: HTMLElement } {
  let bar = form.querySelector("progress");
  if (!bar) {
    bar = make("progress", { class: "tz-progress" });
    form.append(bar);
  }
  bar.hidden = false;
  bar.max = 100;
  let label = form.querySelector<HTMLElement>(".tz-progress-label");
  if (!label) {
    label = make("p", { class: "tz-progress-label", role: "status" });
    bar.after(label);
  }
  return { bar, label };
}

function refuse(form: HTMLFormElement, sentence: string): void {
  form.querySelector(":scope > .tz-errors")?.remove();
  const errors = make("div", { class: "tz-errors", role: "alert", tabindex: "-1" });
  errors.append(make("h2", {}, sentence));
  form.prepend(errors);
  errors.focus();
}

function send(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const data = new FormData(form);
  if (submitter instanceof HTMLButtonElement && submitter.name) data.append(submitter.name, submitter.value);
  const { bar, label } = progressOf(form);
  const buttons = form.querySelectorAll<HTMLButtonElement>("button");
  const busy = (state: boolean) => buttons.forEach((button) => (button.disabled = state));
  const stop = (sentence: string) => {
    bar.hidden = true;
    label.textContent = "";
    busy(false);
    refuse(form, sentence);
  };
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-CSRFToken", csrfToken());
  request.setRequestHeader("Accept", "text/html");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const percent = Math.floor((event.loaded / event.total) * 100);
    bar.value = percent;
    label.textContent = `${word("sending")} ${percent}%`;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value"); // the server is reading; how long that takes is not known
    label.textContent = word("working");
  });
  request.addEventListener("load", () => {
    const type = request.getResponseHeader("Content-Type");
    const next = request.getResponseHeader("HX-Redirect");
    if (next) window.location.assign(next);
    else if ((request.status < 400 || request.status === 422) && type?.includes("html")) {
      showPage(request.responseText, request.responseURL);
    } else if (request.status < 400) window.location.assign(request.responseURL);
    else stop(sentenceIn(request.responseText, type));
  });
  request.addEventListener("error", () => stop(word("offline")));
  forgetChanges(document);
  busy(true);
  request.send(data);
}

export function startUpload(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["upload"] === undefined || event.defaultPrevented) return;
    event.preventDefault();
    send(form, (event as SubmitEvent).submitter as HTMLElement | null);
  });
  window.addEventListener("popstate", () => {
    if (replaced) window.location.reload();
  });
}
