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

export function startLoading(): void {
  document.addEventListener("htmx:beforeSend", begin);
  document.addEventListener("htmx:afterRequest", end);
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
