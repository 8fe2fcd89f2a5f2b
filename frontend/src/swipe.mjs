// A swipe to the left or right; not while something within scrolls sideways or the page is enlarged.

const LENGTH = 48; // CSS pixels

/** Calls `turn(1)` for a swipe to the left (onwards), `turn(-1)` for one to the right. */
export function onSwipe(element, turn) {
  let start = null;
  element.addEventListener(
    "touchstart",
    (event) => {
      const isFree = event.touches.length === 1 && !(window.visualViewport?.scale > 1.05) && !scrollsSideways(event.target, element);
      start = isFree ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
    },
    { passive: true },
  );
  element.addEventListener(
    "touchend",
    (event) => {
      if (!start) return;
      const [x, y] = [event.changedTouches[0].clientX - start.x, event.changedTouches[0].clientY - start.y];
      start = null;
      if (Math.abs(x) > LENGTH && Math.abs(x) > 2 * Math.abs(y)) turn(x < 0 ? 1 : -1);
    },
    { passive: true },
  );
}

function scrollsSideways(target, top) {
  for (let node = target; node && node !== top; node = node.parentElement) if (node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible") return true;
  return false;
}
