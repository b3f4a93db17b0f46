// The thin bar at the top of the page while the server is working.

let running = 0;
let fallback = 0;

function bar(): HTMLElement | null {
  return document.getElementById("tz-loading");
}

/** One more thing is under way. */
export function begin(): void {
  running += 1;
  bar()?.classList.add("on");
}

/** One thing has ended. */
export function end(): void {
  running = Math.max(0, running - 1);
  if (running === 0) bar()?.classList.remove("on");
}

interface Sent {
  elt: Element;
  xhr: XMLHttpRequest;
}

const shown = new WeakSet<XMLHttpRequest>();

/** Whether the element asks by itself again and again, which nobody waits for. */
function polls(element: Element): boolean {
  return /\b(every|load delay)/.test(element.getAttribute("hx-trigger") ?? "");
}

export function startLoading(): void {
  document.addEventListener("htmx:beforeSend", (event) => {
    const { elt, xhr } = (event as CustomEvent<Sent>).detail;
    if (polls(elt)) return;
    shown.add(xhr);
    begin();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { xhr } = (event as CustomEvent<Sent>).detail;
    if (shown.delete(xhr)) end();
  });
  window.addEventListener("beforeunload", () => {
    begin();
    // A download never leaves the page, so the bar ends by itself.
    window.clearTimeout(fallback);
    fallback = window.setTimeout(end, 6000);
  });
  window.addEventListener("pageshow", () => {
    running = 0;
    bar()?.classList.remove("on");
  });
}
