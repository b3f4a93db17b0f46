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
const dropped = /\.(btn-check|btn-(outline-(?!primary|danger|secondary)|twitter|facebook|google|x|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler)|form-(imagecheck|colorinput|fieldset|selectgroup|floating)|card-(tabs|stacked|rotate|borderless|link|img|table|progress|active|sponsor|mask|stamp|cover|status)|list-(separated|timeline|bordered)|table-(dark|striped|mobile)|avatar-(list|upload|brand|cover)|input-icon|bg-pattern|text-bg|border-(style|gradient)|link-(?!body|secondary|underline)|btn-(ghost|pill|square|loading|animate|floating|action|tag)|progressbg|row-deck|table-transparent|form-range|bg-gradient|list-group-(item-|horizontal)|grid|column|object|input-group-(flat|link)|progress-(indeterminate|separated))/;
const colours = /-(azure|indigo|purple|pink|orange|yellow|lime|teal|cyan|black|dark|light|white|gray-\d+|blue|green|red|muted|info|x|vk|rss)(?![a-z])/;
// Tabler's green and red inside pictures, by their lightness; every other line is grey.
const drawn = { 67.38: "%232f7d55", 58.29: "%23b3352c" };
const modern = /:(is|where|has)\(/;

function wanted(selector) {
  if (/\[data-bs-theme|\[data-theme=dark|\[data-vc|vanilla-calendar|\[dir=|:root\[|\.theme-|\.layout-|\.navbar|\.offcanvas|\.modal|\.dropdown|\.nav|\.was-validated/.test(selector)) return false;
  if (dropped.test(selector)) return false;
  if (/^\.(btn|bg|text|badge|alert|table|list|border|form|link|progress|avatar|card)\b/.test(selector) && colours.test(selector)) return false;
  const classes = selector.match(/\.[a-zA-Z][\w-]*/g) ?? [];
  return classes.every((each) => families.has(/^\.([a-zA-Z]+)/.exec(each)[1]));
}

/** The arguments of a CSS function whose opening bracket is at `open`, and where its closing bracket is. */
function argumentsAt(text, open) {
  const parts = [""];
  let depth = 1;
  let at = open + 1;
  for (; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === "(") depth += 1;
    else if (letter === ")" && (depth -= 1) === 0) break;
    if (letter === "," && depth === 1) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return { parts: parts.map((part) => part.trim()), close: at };
}

/** Write `name(…)` in a value as `rewrite(arguments)`; null leaves it. */
function rewriteCalls(value, name, rewrite) {
  let out = value;
  for (let at = out.indexOf(`${name}(`); at >= 0; at = out.indexOf(`${name}(`, at + 1)) {
    const { parts, close } = argumentsAt(out, at + name.length);
    const next = rewrite(parts);
    if (next !== null) out = out.slice(0, at) + next + out.slice(close + 1);
  }
  return out;
}

/** Colours that browsers of 2020 can read: one theme, no mixing. Shades that need more are set in tokens.css. */
function plainColours(root) {
  root.walkDecls((declaration) => {
    let value = rewriteCalls(declaration.value, "light-dark", ([light]) => light);
    value = rewriteCalls(value, "color-mix", ([, first, second]) =>
      second === "transparent" && /-opacity/.test(first) ? first.replace(/ (calc\(.*|var\(--tblr-[\w-]*opacity.*)$/, "") : null,
    );
    declaration.value = value.replace(/oklch%28([\d.]+)[^']*?%29/g, (_all, light) => drawn[light] ?? "%235b6673");
    const ownVariable = declaration.prop.startsWith("--tblr-") && /:root/.test(declaration.parent.selector ?? "");
    if (ownVariable && /oklch|color-mix|oklab/.test(value)) declaration.remove();
  });
}

/** Take out Tabler's variables that nothing left refers to. */
function dropUnused(root) {
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    const used = new Set(root.toString().match(/var\(--tblr-[\w-]+/g));
    root.walkDecls(/^--tblr-/, (declaration) => {
      if (used.has(`var(${declaration.prop}`)) return;
      declaration.remove();
      now += 1;
    });
  }
}

/** Tabler's rules for the families above, safe for browsers that do not know the newest selectors. */
export function trim(css) {
  const root = postcss.parse(css);
  root.walkAtRules((rule) => {
    if (["charset", "property"].includes(rule.name)) rule.remove();
    if (rule.name === "media" && /print|prefers-color-scheme|min-width: ?(576|1200|1400|1600)px/.test(rule.params)) rule.remove();
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
  plainColours(root);
  dropUnused(root);
  root.walkRules((rule) => {
    if (rule.nodes.length === 0) rule.remove();
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
