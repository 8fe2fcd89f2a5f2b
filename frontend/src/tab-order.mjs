// Which tab a key leads to (WAI-ARIA tabs pattern), and which one opens first.

/** The index that `key` moves to from `current` among `count` tabs; -1 for other keys. */
export function nextTab(key, current, count) {
  switch (key) {
    case "ArrowRight":
      return (current + 1) % count;
    case "ArrowLeft":
      return (current - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}

/** The first tab that has something to show; 0 when all are empty. */
export function firstTab(empties) {
  return Math.max(0, empties.indexOf(false));
}
