// Prints 2, 4 or 6 steps a page; the layout is a class on the root that only the print styles know.

import { make } from "../dom.mjs";

const COUNTS = [2, 4, 6];

export function printControl() {
  const options = COUNTS.map((count) => make("option", { value: String(count) }, `打印：每页 ${count} 步`));
  const select = make("select", { className: "qj-button", "aria-label": "打印，选每页几步" }, make("option", { value: "" }, "打印图册……"), ...options);
  select.addEventListener("change", () => {
    const { classList } = document.documentElement;
    for (const count of COUNTS) classList.toggle(`qj-print-${count}`, select.value === String(count));
    if (select.value) print();
    select.value = "";
  });
  return select;
}
