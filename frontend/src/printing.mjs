// “打印本页”: only where a script can do it.

/** Adds the button to every list of files. */
export function startPrinting(root = document) {
  for (const files of root.querySelectorAll("[data-print]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "打印本页";
    button.addEventListener("click", () => print());
    files.append(button);
  }
}
