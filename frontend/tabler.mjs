// Keeps the parts of Tabler's stylesheet that a ledger needs and leaves out the rest.

import { readFile } from "node:fs/promises";
import postcss from "postcss";

// The first word of a class name: `btn` keeps .btn, .btn-primary, .btn-sm …
const families = new Set(
  (
    "align alert avatar badge border bottom btn card col column container d display empty end fade flex float font form fs " +
    "fst fw g gap grid gx gy h hr icon img input invalid is justify lead lh link list m max mb me min ms mt mx my object " +
    "opacity order overflow p pb pe position progress ps pt px py rounded row shadow small spinner start sticky table text " +
    "top truncate valid visually w was z"
  ).split(" "),
);
const dropped = /\.(btn-check|btn-(twitter|facebook|google|x|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler)|form-(imagecheck|colorinput|fieldset|selectgroup|floating)|card-(tabs|stacked|rotate|borderless|link|img|table|progress|active|sponsor|mask|stamp|cover|status)|list-(separated|timeline|bordered)|table-(dark|striped|mobile)|avatar-(list|upload|brand|cover)|input-icon|bg-pattern|text-bg|border-(style|gradient)|link-(?!body|secondary|underline)|btn-(ghost|pill|square|loading|animate|floating|action|tag)|progressbg|row-deck|table-transparent|form-range|bg-gradient)/;
const colours = /-(azure|indigo|purple|pink|orange|yellow|lime|teal|cyan|black|dark|light|white|gray-\d+|blue|green|red|muted|info|x|vk|rss)(?![a-z])/;
const modern = /:(is|where|has)\(/;

function wanted(selector) {
  if (/\[data-bs-theme|\[dir=|:root\[|\.theme-|\.layout-|\.navbar|\.offcanvas|\.modal|\.dropdown|\.nav|\.was-validated/.test(selector)) return false;
  if (dropped.test(selector)) return false;
  if (/^\.(btn|bg|text|badge|alert|table|list|border|form|link|progress|avatar|card)\b/.test(selector) && colours.test(selector)) return false;
  const classes = selector.match(/\.[a-zA-Z][\w-]*/g) ?? [];
  return classes.every((each) => families.has(/^\.([a-zA-Z]+)/.exec(each)[1]));
}

/** Tabler's rules for the families above, safe for browsers that do not know the newest selectors. */
export function trim(css) {
  const root = postcss.parse(css);
  root.walkAtRules((rule) => {
    if (["charset", "property"].includes(rule.name)) rule.remove();
    if (rule.name === "media" && /print|prefers-color-scheme/.test(rule.params)) rule.remove();
    if (rule.name === "keyframes" && !/progress|spinner/.test(rule.params)) rule.remove();
  });
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name === "keyframes") return;
    const kept = rule.selectors.filter(wanted);
    if (!kept.length) return rule.remove();
    // One unknown pseudo-class makes an old browser drop a whole rule, so those selectors stand alone.
    const fresh = kept.filter((each) => modern.test(each));
    const plain = kept.filter((each) => !modern.test(each));
    if (fresh.length && plain.length) rule.cloneAfter({ selectors: fresh });
    rule.selectors = plain.length ? plain : fresh;
  });
  root.walkAtRules((rule) => {
    if (rule.nodes && rule.nodes.length === 0) rule.remove();
  });
  return root.toString();
}

/** An esbuild plugin: `@import "tabler"` is the trimmed stylesheet. */
export function tabler() {
  return {
    name: "tabler",
    setup(build) {
      build.onResolve({ filter: /^tabler$/ }, () => ({ path: "tabler", namespace: "tabler" }));
      build.onLoad({ filter: /.*/, namespace: "tabler" }, async () => ({
        contents: trim(await readFile("node_modules/@tabler/core/dist/css/tabler.min.css", "utf8")),
        loader: "css",
        resolveDir: ".",
      }));
    },
  };
}
