// “打印本页”: shown only where a script can do it.

/** Reveals the buttons and lets them print. */
export function startPrinting(root = document) {
  for (const button of root.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
