// The pages as they will print, beside the text: asked for after a pause in typing, drawn anew only where they changed.

import { make, on } from "./events";
import { csrfToken } from "./server";
import { sentenceIn } from "./toasts";
import { word, words } from "./words";

const PAUSE = 350; // milliseconds after the last key
const ZOOMS = [40, 55, 75, 100, 130, 170]; // per cent of the card's width
const VIEW = "taizhang-view";
const ZOOM = "taizhang-zoom";

interface Answer {
  pages: { digest: string; src: string }[] | null;
  from: number | null;
  to: number | null;
  items?: Record<string, number>;
  errors: string[];
}

function recall(key: string): string {
  try {
    return window.localStorage.getItem(key) ?? "";
  } catch {
    return ""; // storage may be shut off
  }
}

function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // the choice then lasts as long as the page
  }
}

class Preview {
  private readonly card: HTMLElement;
  private readonly body: HTMLElement;
  private readonly form: HTMLFormElement | null;
  private timer = 0;
  private asking: AbortController | null = null;
  private etag = "";
  private stale = true;
  private shownFrom = 0;

  constructor(card: HTMLElement) {
    this.card = card;
    this.body = card.querySelector<HTMLElement>("[data-pages-body]") as HTMLElement;
    this.form = document.querySelector<HTMLFormElement>(card.dataset["pagesForm"] || "#no-form");
    this.form?.addEventListener("input", () => this.later());
    document.body.addEventListener("ordered", () => this.later());
    this.zoom(0);
  }

  later(): void {
    this.stale = true;
    window.clearTimeout(this.timer);
    if (!this.card.hidden) this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  show(): void {
    if (this.stale) void this.ask();
  }

  zoom(by: number): void {
    const now = Number(recall(ZOOM)) || 100;
    const at = Math.max(0, ZOOMS.findIndex((each) => each >= now));
    const next = ZOOMS[Math.min(Math.max(at + by, 0), ZOOMS.length - 1)] ?? 100;
    remember(ZOOM, String(next));
    this.body.style.setProperty("--tz-page-width", `${next}%`);
  }

  private images(): HTMLImageElement[] {
    return [...this.body.querySelectorAll<HTMLImageElement>("img[data-digest]")];
  }

  private async ask(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.stale = false;
    const have = this.images()
      .map((image) => image.dataset["digest"] ?? "")
      .join(",");
    const headers: Record<string, string> = { "X-CSRFToken": csrfToken(), "HX-Request": "true" };
    if (this.etag) headers["If-None-Match"] = this.etag;
    const address = this.card.dataset["pages"] ?? "";
    this.body.setAttribute("aria-busy", "true");
    try {
      let answer: Response;
      if (this.form) {
        const body = new FormData(this.form);
        body.set("have", have);
        answer = await fetch(address, { method: "POST", body, headers, signal: asking.signal });
      } else {
        answer = await fetch(`${address}?have=${have}`, { headers, signal: asking.signal, cache: "no-store" });
      }
      if (answer.status === 304) return;
      if (!answer.ok) {
        this.tell([sentenceIn(await answer.text(), answer.headers.get("Content-Type"))]);
        return;
      }
      const content = (await answer.json()) as Answer;
      this.etag = answer.headers.get("ETag") ?? "";
      this.draw(content);
    } catch (error) {
      if ((error as Error).name === "AbortError") return;
      this.stale = true;
      this.tell([word("offline")]);
    } finally {
      if (this.asking === asking) this.body.removeAttribute("aria-busy");
    }
  }

  private draw(content: Answer): void {
    this.tell(content.errors);
    for (const [item, page] of Object.entries(content.items ?? {})) {
      const place = document.querySelector(`[data-page-of="${item}"]`);
      if (place) place.textContent = ` · ${words("page", page)}`;
    }
    if (!content.pages) return; // a character that cannot be printed: the last good pages stay
    const count = content.pages.length;
    const known = new Map(this.images().map((image) => [image.dataset["digest"] ?? "", image.src]));
    const { from, to } = content;
    const figures = content.pages.map((page, at) => {
      const n = at + 1;
      const own = from !== null && to !== null && n >= from && n <= to;
      const figure = make("figure", { class: own ? "tz-page-own" : "" });
      const image = make("img", { alt: words("pageOf", n, count), "data-digest": page.digest, width: "926", height: "1310" });
      image.src = page.src || known.get(page.digest) || "";
      figure.append(image, make("figcaption", {}, words("pageOf", n, count)));
      return figure;
    });
    this.body.replaceChildren(...figures);
    const where = this.card.querySelector("[data-pages-where]");
    const told = from === null || to === null ? words("pages", count) : from === to ? words("onPage", from, count) : words("onPages", from, to, count);
    if (where && where.textContent !== told) where.textContent = told;
    // The page of the item comes into view once, and again where typing pushes it to another page.
    if (from !== null && from !== this.shownFrom) {
      this.shownFrom = from;
      const first = figures[from - 1];
      if (first) this.body.scrollTo({ top: first.offsetTop - this.body.offsetTop });
    }
  }

  private tell(errors: string[]): void {
    const place = this.card.querySelector("[data-pages-errors]");
    if (!place) return;
    const list = errors.map((error) => make("p", { class: "tz-note", "data-tone": "warn" }, error));
    place.replaceChildren(...list);
  }
}

/** One of two views is seen at a time; what was chosen last comes first the next time. */
function startSwitch(preview: Preview): void {
  const bar = document.querySelector<HTMLElement>("[data-switch]");
  if (!bar) return;
  const choose = (view: string, keep: boolean) => {
    for (const button of bar.querySelectorAll<HTMLElement>("[data-show]")) {
      const chosen = button.dataset["view"] === view;
      button.setAttribute("aria-pressed", String(chosen));
      const panel = document.querySelector<HTMLElement>(button.dataset["show"] ?? "");
      if (panel) panel.hidden = !chosen;
    }
    if (keep) remember(VIEW, view);
    if (view === "pages") preview.show();
  };
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-show]") : null;
    if (button) choose(button.dataset["view"] ?? "pages", true);
  });
  // A fragment that arrives in the place of a hidden panel is hidden too.
  document.body.addEventListener("htmx:afterSettle", () => {
    const now = bar.querySelector<HTMLElement>('[aria-pressed="true"]');
    for (const button of bar.querySelectorAll<HTMLElement>("[data-show]")) {
      const panel = document.querySelector<HTMLElement>(button.dataset["show"] ?? "");
      if (panel) panel.hidden = button !== now;
    }
  });
  choose(recall(VIEW) || bar.dataset["switch"] || "pages", false);
}

export function startPages(): void {
  const card = document.querySelector<HTMLElement>("[data-pages]");
  if (!card) return;
  const preview = new Preview(card);
  on("click", "[data-pages-zoom]", (_event, button) => preview.zoom(Number(button.dataset["pagesZoom"])));
  startSwitch(preview);
}
