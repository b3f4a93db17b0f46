// The order of an issue: cards are dragged by their grip or moved by keys; every move is one post, taken back when refused.

import { make, on } from "./events";
import { csrfToken } from "./server";
import { say, sentenceIn } from "./toasts";
import { word, words } from "./words";

const LISTS = "[data-order-list]";
const CARD = `${LISTS} > [data-item]`;
const EDGE = 60; // pixels from the window's edge at which dragging scrolls

interface Place {
  list: Element;
  next: Element | null;
}

let sending: Promise<void> = Promise.resolve();
let waiting = 0;

const cardsOf = (list: Element): HTMLElement[] => [...list.querySelectorAll<HTMLElement>(":scope > [data-item]")];
const listOf = (card: Element): HTMLElement | null => card.closest<HTMLElement>(LISTS);
const placeOf = (card: Element): Place => ({ list: card.parentElement as Element, next: card.nextElementSibling });
const isIn = (list: Element | null): boolean => list?.getAttribute("data-order-list") === "in";

function announce(sentence: string): void {
  const region = document.getElementById("order-said");
  if (region) region.textContent = sentence;
}

/** Take what the server says stands there now, and keep the keyboard where it was. */
function renew(html: string, focused: string): void {
  const old = document.getElementById("assembly");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("assembly");
  if (!old || !fresh) return;
  old.replaceWith(fresh);
  if (focused) fresh.querySelector<HTMLElement>(`[data-item="${focused}"]`)?.focus({ preventScroll: true });
  document.body.dispatchEvent(new CustomEvent("ordered", { bubbles: true }));
}

async function post(card: HTMLElement, from: Place, position: string, sentence: string): Promise<void> {
  const root = document.getElementById("assembly");
  if (!root) return;
  const address = root.dataset["order"] ?? "";
  const item = card.dataset["item"] ?? "";
  const focused = root.contains(document.activeElement) ? item : "";
  const body = new URLSearchParams({ item, position, seen: root.dataset["seen"] ?? "" });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" } });
    const text = await answer.text();
    if (answer.ok) {
      if (waiting === 1) renew(text, focused);
      else root.dataset["seen"] = new DOMParser().parseFromString(text, "text/html").getElementById("assembly")?.dataset["seen"] ?? "";
      announce(sentence);
      return;
    }
    from.list.insertBefore(card, from.next?.parentElement === from.list ? from.next : null);
    const refusal = sentenceIn(text, answer.headers.get("Content-Type"));
    say(refusal, "bad");
    announce(refusal);
    const now = await fetch(address, { headers: { "HX-Request": "true" } });
    if (now.ok) renew(await now.text(), focused);
  } catch {
    from.list.insertBefore(card, from.next?.parentElement === from.list ? from.next : null);
    say(word("offline"), "bad");
  }
}

/** Send where the card stands now; `from` is where it stood before it was moved on the page. */
function send(card: HTMLElement, from: Place): void {
  const list = listOf(card);
  if (!list || (list === from.list && card.nextElementSibling === from.next)) return;
  const title = card.dataset["title"] ?? "";
  const cards = cardsOf(list);
  const at = cards.indexOf(card) + 1;
  const placed = isIn(list);
  if (!placed && !isIn(from.list)) {
    // The list of what waits has an order of its own: nothing to send, nothing to keep.
    from.list.insertBefore(card, from.next);
    return;
  }
  const sentence = placed ? words("moved", title, at, cards.length) : words("takenOut", title);
  waiting += 1;
  sending = sending.then(() => post(card, from, placed ? String(at) : "", sentence)).finally(() => (waiting -= 1));
}

/** The place in a list that the pointer points at: before the first card whose middle lies below it. */
function insertAt(list: Element, card: HTMLElement, y: number): void {
  const next = cardsOf(list).find((each) => {
    if (each === card) return false;
    const box = each.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  if (next !== undefined ? card.nextElementSibling !== next : list.lastElementChild !== card) list.insertBefore(card, next ?? null);
}

function drag(event: PointerEvent, card: HTMLElement): void {
  if (event.button !== 0) return;
  const from = placeOf(card);
  const root = card.closest<HTMLElement>("[data-order]");
  if (!root) return;
  event.preventDefault();
  card.focus({ preventScroll: true });
  let moved = false;
  const move = (now: PointerEvent) => {
    if (!moved && Math.abs(now.clientY - event.clientY) < 4 && Math.abs(now.clientX - event.clientX) < 4) return;
    moved = true;
    card.classList.add("tz-dragged");
    root.classList.add("tz-dragging");
    if (now.clientY < EDGE) window.scrollBy(0, -12);
    else if (now.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    for (const section of root.querySelectorAll<HTMLElement>(":scope > section")) {
      const box = section.getBoundingClientRect();
      const list = section.querySelector(LISTS);
      if (list && now.clientY >= box.top && now.clientY <= box.bottom) insertAt(list, card, now.clientY);
    }
  };
  const end = (kept: boolean) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", escape, true);
    card.classList.remove("tz-dragged");
    root.classList.remove("tz-dragging");
    if (!moved) return;
    if (kept) send(card, from);
    else from.list.insertBefore(card, from.next);
  };
  const up = () => end(true);
  const cancel = () => end(false);
  const escape = (key: KeyboardEvent) => {
    if (key.key === "Escape") end(false);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", escape, true);
}

function shift(card: HTMLElement, by: -1 | 1): void {
  const from = placeOf(card);
  const list = listOf(card);
  if (!list || !isIn(list)) return;
  const other = by < 0 ? card.previousElementSibling : card.nextElementSibling;
  if (!other) return;
  list.insertBefore(card, by < 0 ? other : other.nextElementSibling);
  card.focus();
  send(card, from);
}

function transfer(card: HTMLElement, way: "in" | "out"): void {
  const list = document.querySelector(`[data-order-list="${way}"]`);
  if (!list || listOf(card) === list) return;
  const from = placeOf(card);
  list.append(card);
  card.focus();
  send(card, from);
}

function keys(event: KeyboardEvent, card: HTMLElement): void {
  if (event.target !== card || event.ctrlKey || event.metaKey) return;
  const up = event.key === "ArrowUp";
  if (up || event.key === "ArrowDown") {
    event.preventDefault();
    if (event.altKey) shift(card, up ? -1 : 1);
    else {
      const all = [...document.querySelectorAll<HTMLElement>(CARD)];
      all[all.indexOf(card) + (up ? -1 : 1)]?.focus();
    }
  } else if (event.key === "Enter" && !isIn(listOf(card))) {
    event.preventDefault();
    transfer(card, "in");
  } else if ((event.key === "Delete" || event.key === "Backspace") && isIn(listOf(card))) {
    event.preventDefault();
    transfer(card, "out");
  }
}

/** The buttons of a card do the same without leaving the page. */
function buttons(event: Event): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  const card = form.closest<HTMLElement>(CARD);
  const way = /\/(in|out|up|down)\/$/.exec(form.action)?.[1];
  if (!card || !way) return;
  event.preventDefault();
  if (way === "up" || way === "down") shift(card, way === "up" ? -1 : 1);
  else transfer(card, way === "in" ? "in" : "out");
}

export function startOrder(): void {
  if (!document.getElementById("assembly")) return;
  if (!document.getElementById("order-said")) document.body.append(make("p", { class: "visually-hidden", role: "status", id: "order-said" }));
  on<PointerEvent>("pointerdown", `${CARD} > .tz-grip`, (event, grip) => drag(event, grip.parentElement as HTMLElement));
  on<KeyboardEvent>("keydown", CARD, keys);
  document.addEventListener("submit", buttons);
}
