// Opens the search: by its link, "/" or Ctrl+K. Its script and index are fetched only then.

/** Whether somebody is typing into something. */
function isTyping(target) {
  return target instanceof Element && Boolean(target.closest("input, textarea, select, [contenteditable]"));
}

function load(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

/** Works on the link of the header; without a script that leads to the results page. */
export function startSearch(root = document) {
  const link = /** @type {HTMLAnchorElement} */ (root.querySelector("[data-qj-search]"));
  if (!link) return;
  let loaded = null;
  const ready = () => {
    // The index' own address is asked for at the same time; its script takes over what came early.
    window.qjSearch ??= (name, data) => (window.qjSearch[name] = data);
    loaded ??= Promise.all([
      load(link.dataset.qjSearch),
      load(`${link.dataset.root}search/index.js`).catch(() => {}),
    ]);
    loaded.catch(() => (loaded = null));
    return loaded;
  };
  const open = () =>
    ready().then(
      () => window.qjOpenSearch(link),
      () => (location.href = link.href),
    );
  for (const one of [link, ...root.querySelectorAll("[data-qj-search-open]")]) one.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open();
  });
  root.addEventListener("keydown", (event) => {
    const isShortcut = event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    if (!isShortcut && !isSlash) return;
    event.preventDefault();
    open();
  });
  if (root.querySelector("[data-qj-results]") || /[?&]h=/.test(location.search)) ready();
}
