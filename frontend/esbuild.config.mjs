// Builds what the pages load into taizhang/web/static/dist/: app.js, charts.js, app.css and icons.svg.

import { readFile, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { sprite } from "./icons.mjs";
import { tabler } from "./tabler.mjs";

const out = "../taizhang/web/static/dist";

// Names of Tabler's outline icons (https://tabler.io/icons) that the pages use.
const icons = [
  "adjustments-horizontal", "alert-triangle", "archive", "arrow-back-up", "arrow-down", "arrow-left", "arrow-right",
  "arrow-up", "award", "ban", "bell", "book", "building", "building-bank", "building-community", "building-factory-2",
  "building-skyscraper", "building-store", "calendar", "calendar-stats", "camera", "cash", "chart-bar", "chart-dots",
  "check", "checks", "checklist", "chevron-down", "chevron-left", "chevron-right", "circle-check", "circle-x",
  "clipboard-check", "clipboard-list", "clock", "columns", "columns-3", "copy", "crane", "dashboard", "database", "device-mobile",
  "dots", "download", "edit", "external-link", "eye", "file-analytics", "file-spreadsheet", "file-text", "file-type-docx",
  "file-type-pdf", "filter", "flag", "folder", "gavel", "hand-stop", "help-circle", "history", "home", "id", "inbox",
  "info-circle", "key", "language", "layout-list", "link", "list-check", "list-details", "lock", "logout", "mailbox", "map-pin",
  "menu-2", "message-report", "minus", "moon", "moon-stars", "news", "notes", "number", "paperclip", "photo", "plus", "printer",
  "refresh", "report", "report-analytics", "road", "rotate-clockwise", "rubber-stamp", "scale", "search", "send", "settings",
  "shield-check", "signature", "speakerphone", "stack-2", "target", "target-arrow", "trash", "traffic-lights", "trending-up", "upload", "user", "user-check",
  "users", "walk", "writing", "x",
];

const shared = {
  bundle: true,
  minify: true,
  legalComments: "linked",
  logLevel: "warning",
  metafile: true,
  outdir: out,
};

await rm(out, { recursive: true, force: true });
const results = await Promise.all([
  build({ ...shared, entryPoints: ["src/app.ts", "src/charts.ts"], format: "iife", target: ["chrome86", "es2020"] }),
  build({
    ...shared,
    entryPoints: { app: "src/css/app.css" },
    target: ["chrome86"],
    loader: { ".svg": "dataurl" },
    plugins: [tabler()],
  }),
]);
const source = await readFile("node_modules/@tabler/icons-sprite/dist/tabler-sprite.svg", "utf8");
await writeFile(`${out}/icons.svg`, sprite(source, icons));

for (const { metafile } of results) {
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    if (!file.endsWith(".txt")) console.log(`${file.replace(/^.*\/dist\//, "dist/")}  ${(bytes / 1024).toFixed(0)} kB`);
  }
}
