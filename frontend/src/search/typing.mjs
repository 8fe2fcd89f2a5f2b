// What is typed, without the half-written words of an input method.

/** Calls `changed(text)` with what is typed, never in the middle of a composition. */
export function listen(input, changed) {
  let isComposing = false;
  input.addEventListener("compositionstart", () => (isComposing = true));
  input.addEventListener("compositionend", () => {
    isComposing = false;
    changed(input.value);
  });
  input.addEventListener("input", (event) => {
    if (!isComposing && !event.isComposing) changed(input.value);
  });
}

/**
 * A wrapper that runs `work` at once, and while that runs remembers only the newest call: who types
 * fast waits for no pause, and what is out of date is never shown.
 */
export function newest(work, show) {
  let running = false;
  let next = null;
  return async function run(...values) {
    if (running) {
      next = values;
      return;
    }
    running = true;
    let result;
    try {
      result = await work(...values);
    } catch {
      result = null;
    }
    running = false;
    if (next) {
      const newer = next;
      next = null;
      run(...newer);
    } else show(result, ...values);
  };
}

/** `text` for an address; half of a character, which no address can hold, is left out. */
export function encodeQuery(text) {
  return encodeURIComponent([...text].filter((char) => char < "\ud800" || char > "\udfff" || char.length > 1).join(""));
}
