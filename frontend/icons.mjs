// Cuts the icons that the pages use out of Tabler's sprite.

/** A sprite with only `names`, their ids without the prefix; throws on a name that Tabler does not have. */
export function sprite(source, names) {
  const symbols = [...new Set(names)].sort().map((name) => {
    const start = source.indexOf(`<symbol id="tabler-${name}" `);
    if (start < 0) throw new Error(`Tabler has no icon called ${name}.`);
    const end = source.indexOf("</symbol>", start) + "</symbol>".length;
    return source
      .slice(start, end)
      .replace(`id="tabler-${name}"`, `id="${name}"`)
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")
      .replace('stroke-width="2"', 'stroke-width="1.75"');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
