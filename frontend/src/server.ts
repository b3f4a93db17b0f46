// htmx as this project wants it: no eval, no cached pages, the CSRF header on writes, refusals as sentences.

import htmx from "htmx.org";
import { closeDrawer } from "./drawer";
import { sentenceIn, say, type Tone } from "./toasts";
import { word } from "./words";

interface ConfigRequest {
  verb: string;
  path: string;
  elt: Element;
  headers: Record<string, string>;
}

interface Answered {
  xhr: XMLHttpRequest;
}

/** The token that Django checks on every write. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}

export function startServer(): void {
  Object.assign(htmx.config, {
    includeIndicatorStyles: false,
    allowEval: false,
    allowScriptTags: false,
    selfRequestsOnly: true,
    historyCacheSize: 0, // the rows of an office stay out of the browser's storage
    refreshOnHistoryMiss: true,
    scrollIntoViewOnBoost: false,
    responseHandling: [
      { code: "204", swap: false },
      { code: "[23]..", swap: true },
      { code: "422", swap: true },
      { code: "[45]..", swap: false, error: true },
    ],
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const detail = (event as CustomEvent<ConfigRequest>).detail;
    if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
    // A filter form says the whole query by itself; the old one must not stay in front of it.
    else if (detail.elt instanceof HTMLFormElement) detail.path = (detail.path || window.location.pathname).replace(/[?#].*$/, "");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<Answered>).detail;
    say(sentenceIn(xhr.responseText, xhr.getResponseHeader("Content-Type")), "bad");
  });
  document.addEventListener("htmx:sendError", () => say(word("offline"), "bad"));
  document.addEventListener("htmx:timeout", () => say(word("offline"), "bad"));

  document.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent<{ text?: string; tone?: Tone; value?: string }>).detail;
    say(detail.text ?? detail.value ?? "", detail.tone ?? "good");
  });
  document.addEventListener("close-drawer", () => closeDrawer());
}
