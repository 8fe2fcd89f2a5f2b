// What is typed, without the half-written words of an input method.

const PAUSE = 80; // milliseconds without a key

/** Calls `changed(text)` after a pause in typing, never in the middle of a composition. */
export function listen(input, changed) {
  let timer = 0;
  let isComposing = false;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => changed(input.value), PAUSE);
  };
  input.addEventListener("compositionstart", () => {
    isComposing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    isComposing = false;
    later();
  });
  input.addEventListener("input", (event) => {
    if (!isComposing && !event.isComposing) later();
  });
}

/** A wrapper that lets only the newest of several running calls speak. */
export function newest(work, show) {
  let running = 0;
  return async (...values) => {
    const own = ++running;
    let result;
    try {
      result = await work(...values);
    } catch {
      result = null;
    }
    if (own === running) show(result, ...values);
  };
}

/** `text` for an address; half of a character, which no address can hold, is left out. */
export function encodeQuery(text) {
  return encodeURIComponent([...text].filter((char) => char < "\ud800" || char > "\udfff" || char.length > 1).join(""));
}
