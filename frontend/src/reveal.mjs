// Opens whatever hides the target of an address: a closed tab panel, a folded answer.

/** The id that an address names in this page, or "". */
export function targetId(hash) {
  try {
    return decodeURIComponent(hash.replace(/^#/, ""));
  } catch {
    return "";
  }
}

/** Tells every ancestor of `element` to show it; true when something was hidden. */
export function reveal(element) {
  let changed = false;
  for (let node = element; node; node = node.parentElement) {
    if (node.tagName === "DETAILS" && !node.open) {
      node.open = true;
      changed = true;
    }
    if (typeof node.revealPanel === "function" && node.revealPanel(element)) changed = true;
  }
  return changed;
}

function revealHash() {
  const id = targetId(location.hash);
  const element = id && document.getElementById(id);
  if (element && reveal(element)) element.scrollIntoView();
}

/** Follows addresses from outside, and links within the page before the browser scrolls. */
export function startReveal() {
  revealHash();
  addEventListener("hashchange", revealHash);
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement} */
    const link = event.target instanceof Element ? event.target.closest("a[href*='#']") : null;
    if (!link || link.getAttribute("role") === "tab") return;
    if (link.pathname !== location.pathname || link.search !== location.search) return;
    const element = document.getElementById(targetId(link.hash));
    if (element) reveal(element);
  });
}
