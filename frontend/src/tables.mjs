// Material's bundle, which runs later, puts every table without a class into a box of its own; ours
// already stand in one that the keyboard can reach.

export function claimTables() {
  for (const table of document.querySelectorAll(".qj-scroll > table:not([class])")) table.className = "qj-plain";
}
