// Typing `/` in the prose offers figures at the caret; the figure on which the caret stands is shown in words.

import { replace, spotOf } from "./caret";
import { make, on } from "./events";
import { word } from "./words";

const PAUSE = 120; // milliseconds after a key before figures are asked for
const LOWEST = 170; // pixels: three figures
const HIGHEST = 330;
const LONGEST = 20; // characters after the slash; what is longer is prose

interface Offer {
  token: string;
  title: string;
  room: string;
  value: string;
  why: string;
}

class Slash {
  private start = -1; // of the slash; -1 while nothing is offered
  private offers: Offer[] = [];
  private chosen = 0;
  private timer = 0;
  private asking: AbortController | null = null;
  private readonly list: HTMLElement;

  constructor(
    private readonly area: HTMLTextAreaElement,
    private readonly address: string,
  ) {
    this.list = make("ul", { class: "tz-slash", role: "listbox", id: "slash-list", tabindex: "0", "aria-label": word("figures") });
    this.list.hidden = true;
    document.body.append(this.list);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", "slash-list");
    area.addEventListener("input", (event) => this.typed(event as InputEvent));
    area.addEventListener("compositionend", () => this.follow());
    area.addEventListener("keydown", (event) => this.key(event), true);
    area.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    area.addEventListener("scroll", () => this.place());
    window.addEventListener("resize", () => this.place());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the caret stays in the text
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-at]") : null;
      if (option) this.take(Number(option.dataset["at"]));
    });
  }

  private typed(event: InputEvent): void {
    if (event.isComposing) return; // pinyin is not a search yet
    if (this.start < 0 && event.data === "/") {
      const at = this.area.selectionStart - 1;
      // After a letter, a digit or another slash it is one of and/or, 1/3, https://.
      if (at > 0 && /[A-Za-z0-9/:.]/.test(this.area.value.charAt(at - 1))) return;
      this.start = at;
    }
    this.follow();
  }

  private query(): string | null {
    const caret = this.area.selectionStart;
    if (this.start < 0 || caret <= this.start || this.area.value.charAt(this.start) !== "/") return null;
    const text = this.area.value.slice(this.start + 1, caret);
    return text.length > LONGEST || /[\n，。；：！？]/.test(text) ? null : text;
  }

  private follow(): void {
    if (this.start < 0) return;
    const query = this.query();
    if (query === null) {
      this.close();
      return;
    }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(query), PAUSE);
  }

  private async ask(query: string): Promise<void> {
    this.asking?.abort();
    this.asking = new AbortController();
    const address = `${this.address}${this.address.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: this.asking.signal });
      if (!answer.ok || this.start < 0) return;
      const content = (await answer.json()) as { figures: Offer[]; none: string };
      this.offers = content.figures;
      this.chosen = 0;
      this.draw(content.none);
    } catch {
      // Another key was pressed, or there is no network: the slash stays a slash.
    }
  }

  private draw(none: string): void {
    const options = this.offers.map((offer, at) => {
      const option = make("li", { role: "option", id: `slash-${at}`, "data-at": String(at) });
      const name = make("span", {}, offer.title);
      name.append(make("small", {}, offer.why || offer.room));
      option.append(name, make("b", {}, offer.value || "—"));
      if (!offer.token) option.setAttribute("aria-disabled", "true");
      return option;
    });
    this.list.replaceChildren(...(options.length ? options : [make("li", { class: "tz-slash-none" }, none)]));
    this.list.hidden = false;
    this.mark();
    this.place();
  }

  private mark(): void {
    this.list.querySelectorAll("[role=option]").forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === this.chosen));
      if (at === this.chosen) option.scrollIntoView({ block: "nearest" });
    });
    this.area.setAttribute("aria-activedescendant", this.offers.length ? `slash-${this.chosen}` : "");
  }

  private place(): void {
    if (this.list.hidden || this.start < 0) return;
    const spot = spotOf(this.area, this.start);
    const width = Math.min(380, window.innerWidth - 16);
    const below = window.innerHeight - spot.top - spot.height - 12;
    const under = below >= LOWEST || below >= spot.top; // under the line wherever a few figures fit there
    this.list.style.width = `${width}px`;
    this.list.style.maxHeight = `${Math.min(HIGHEST, under ? below : spot.top - 12)}px`;
    this.list.style.left = `${Math.max(8, Math.min(spot.left, window.innerWidth - width - 8))}px`;
    this.list.style.top = `${under ? spot.top + spot.height + 4 : spot.top - this.list.offsetHeight - 4}px`;
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    const count = this.offers.length;
    if (event.key === "Escape") {
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : count - 1)) % count;
      this.mark();
    } else if ((event.key === "Enter" || event.key === "Tab") && count) {
      this.take(this.chosen);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private take(at: number): void {
    const token = this.offers[at]?.token;
    if (!token || this.start < 0) return;
    const start = this.start;
    const end = this.area.selectionStart;
    this.close();
    replace(this.area, start, end, token);
  }

  private close(): void {
    this.start = -1;
    this.list.hidden = true;
    this.asking?.abort();
    window.clearTimeout(this.timer);
    this.area.removeAttribute("aria-activedescendant");
  }
}

/** The token around `caret`, its right edge included. */
function tokenAt(text: string, caret: number): { start: number; end: number } | null {
  const start = text.lastIndexOf("[[", caret);
  if (start < 0) return null;
  const end = text.indexOf("]]", start);
  return end < 0 || end + 2 < caret || text.slice(start, end).includes("\n") ? null : { start, end: end + 2 };
}

/** Shows the figure at the caret in words, with its period, its unit and its way of writing to change. */
class TokenBar {
  private shown = "";
  private start = -1;
  private asking: AbortController | null = null;

  constructor(
    private readonly bar: HTMLElement,
    private readonly area: HTMLTextAreaElement,
  ) {
    for (const type of ["keyup", "click", "input"]) area.addEventListener(type, () => this.follow());
    bar.addEventListener("change", () => void this.change());
    bar.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("[data-token-remove]") && this.stands()) {
        replace(this.area, this.start, this.start + this.shown.length, "");
        this.hide();
      }
    });
  }

  private stands(): boolean {
    return this.start >= 0 && this.area.value.startsWith(this.shown, this.start);
  }

  private hide(): void {
    this.bar.hidden = true;
    this.shown = "";
    this.start = -1;
  }

  private follow(): void {
    const found = tokenAt(this.area.value, this.area.selectionStart);
    if (!found) {
      this.hide();
      return;
    }
    const text = this.area.value.slice(found.start, found.end);
    this.start = found.start;
    if (text === this.shown) return;
    this.shown = text;
    void this.ask(new URLSearchParams({ text }));
  }

  private async ask(query: URLSearchParams): Promise<HTMLElement | null> {
    this.asking?.abort();
    this.asking = new AbortController();
    const address = this.bar.dataset["token"] ?? "";
    try {
      const signal = this.asking.signal;
      const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}${query.toString()}`, { headers: { "HX-Request": "true" }, signal });
      if (answer.status !== 200) {
        this.bar.hidden = true;
        return null;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const form = page.querySelector<HTMLElement>("[data-token]");
      if (!form) return null;
      const named = document.activeElement instanceof HTMLElement && this.bar.contains(document.activeElement) ? document.activeElement.id : "";
      this.bar.replaceChildren(form);
      this.bar.hidden = false;
      if (named) document.getElementById(named)?.focus();
      return form;
    } catch {
      return null;
    }
  }

  private async change(): Promise<void> {
    if (!this.stands()) return;
    const query = new URLSearchParams({ text: this.shown });
    for (const field of this.bar.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) query.set(field.name, field.value);
    const form = await this.ask(query);
    const token = form?.dataset["token"];
    if (!token || token === this.shown || !this.stands()) return;
    const focused = document.activeElement;
    replace(this.area, this.start, this.start + this.shown.length, token);
    this.shown = token;
    if (focused instanceof HTMLElement && this.bar.contains(focused)) focused.focus();
  }
}

/** A form that the house style does not want is replaced, where the text still has it there. */
function faults(): void {
  on("click", "[data-replace]", (_event, button) => {
    const box = document.querySelector(button.dataset["replace"] ?? "");
    if (!(box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement)) return;
    const start = Number(button.dataset["start"]);
    const text = button.dataset["text"] ?? "";
    const at = box.value.startsWith(text, start) ? start : box.value.indexOf(text, Math.max(0, start - 40));
    if (at < 0) return;
    const better = button.dataset["with"];
    if (better === undefined) {
      box.focus();
      box.setSelectionRange(at, at + text.length);
      return;
    }
    replace(box, at, at + text.length, better);
    button.closest("li")?.remove();
  });
}

export function startSlash(): void {
  const bar = document.querySelector<HTMLElement>("[data-figures-for]");
  const area = document.querySelector(bar?.dataset["figuresFor"] ?? "#no-area");
  if (!bar || !(area instanceof HTMLTextAreaElement)) return;
  new Slash(area, bar.dataset["suggest"] ?? "");
  new TokenBar(bar, area);
  faults();
}
