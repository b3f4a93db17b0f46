// Listening on the whole document, so that fragments that arrive later need no wiring.

/** The closest element around the event's target that matches, if any. */
export function around(event: Event, selector: string): HTMLElement | null {
  return event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
}

/** Call `handler` for every `type` event inside an element that matches `selector`. */
export function on<E extends Event>(
  type: string,
  selector: string,
  handler: (event: E, element: HTMLElement) => void,
  capture = false,
): void {
  document.addEventListener(
    type,
    (event) => {
      const element = around(event, selector);
      if (element) handler(event as E, element);
    },
    capture,
  );
}

/** Make an element with attributes and text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
}
