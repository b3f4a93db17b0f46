// What every page carries: htmx and the behaviour of the data- attributes (frontend/README.md lists them).

import { startConfirm } from "./confirm";
import { startDrawer } from "./drawer";
import { startFiguresPicker } from "./figures_picker";
import { startFrame } from "./frame";
import { startGuard } from "./guard";
import { startKeys } from "./keys";
import { startLists } from "./lists";
import { startLoading } from "./loading";
import { startOrder } from "./order";
import { startPages } from "./pages";
import { startPaste } from "./paste";
import { startServer } from "./server";
import { startSlash } from "./slash";
import { startToasts } from "./toasts";
import { startUpload } from "./upload";

const script = document.currentScript as HTMLScriptElement | null;
let chartsAsked = false;

/** Charts are a large file, so it comes only to pages that have one. */
function loadCharts(): void {
  if (chartsAsked || !script || !document.querySelector("[data-chart]")) return;
  chartsAsked = true;
  const charts = document.createElement("script");
  charts.src = script.dataset["charts"] ?? new URL("charts.js", script.src).toString();
  document.head.append(charts);
}

startServer();
startConfirm(); // first among those that listen to clicks: a question comes before what it asks about
startFrame();
startLoading();
startToasts();
startGuard();
startDrawer();
startLists();
startUpload();
startFiguresPicker();
startPaste();
startKeys();
loadCharts();
document.addEventListener("htmx:afterSettle", loadCharts);
startOrder();
startSlash();
startPages();
