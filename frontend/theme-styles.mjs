// What our own pages need of the theme's styles. Their frame is ours, so that the rules of the theme's
// header, navigation, search and blog never match; ordinary pages keep the theme's files whole, and so
// do all pages of a site that turns on content tabs.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postcss from "postcss";

// Parts of the theme that our frame does not have, or that need the theme's own script.
const ABSENT = new RegExp(
  "\\.md-(?:annotation|banner|clipboard|code|consent|draft|ellipsis|feedback|footer__|footer-meta|header__|icon|iframe|logo|meta|nav|option|pagination|path|pin|post|profile|progress|search|select|sidebar|social|source|status|tabs|tag|tooltip|tooltip2|top|version)(?![a-z])"
  + "|\\.(?:mermaid|lg-|giscus|gsc-|headerlink|linenodiv|highlighttable|linenos|tabbed-|grid(?![a-z-]))"
  + "|\\[data-md-color-(?:primary|accent)=(?!custom)|\\[dir=rtl\\]",
);

/** Selectors of a list, apart at commas that are no part of a function. */
const apart = (selector) => postcss.list.comma(selector);
const inNot = (selector) => selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "");

/** `css` without rules that match nothing on our pages, and without variables that nothing reads. */
export function lean(css, alsoRead = "") {
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    if (rule.parent.type === "atrule" && /keyframes$/.test(rule.parent.name)) return;
    const kept = apart(rule.selector).filter((one) => !ABSENT.test(inNot(one)));
    if (kept.length) rule.selector = kept.join(",");
    else rule.remove();
  });
  for (let count = -1; count; ) {
    count = 0;
    const read = new Set(`${root.toString()}${alsoRead}`.match(/var\(\s*--[\w-]+/g)?.map((one) => one.replace(/var\(\s*/, "")));
    root.walkDecls(/^--/, (declaration) => {
      if (read.has(declaration.prop)) return;
      declaration.remove();
      count += 1;
    });
    root.walk((node) => {
      if (node.nodes && !node.nodes.length && node.type !== "root") node.remove();
    });
  }
  const used = root.toString();
  root.walkAtRules(/keyframes$/, (rule) => {
    if (!used.replace(rule.toString(), "").includes(rule.params)) rule.remove();
  });
  return root.toString();
}

/** The folder of the installed theme's styles. */
function folder(root) {
  const lib = join(root, ".venv", "lib");
  for (const name of readdirSync(lib)) {
    const styles = join(lib, name, "site-packages", "material", "templates", "assets", "stylesheets");
    try {
      if (readdirSync(styles).length) return styles;
    } catch {
      // another Python
    }
  }
  throw new Error("The theme is not installed: run `make lint` first.");
}

/** The theme's styles for our pages: main file and palette, in this order. */
export function themeStyles(root, alsoRead) {
  const styles = folder(root);
  const files = readdirSync(styles).filter((name) => /^(?:main|palette)\.[0-9a-f]+\.min\.css$/.test(name)).sort();
  return lean(files.map((name) => readFileSync(join(styles, name), "utf8").replace(/^@charset "[^"]*";/, "").replace(/\/\*# sourceMappingURL.*?\*\//, "")).join("\n"), alsoRead);
}
