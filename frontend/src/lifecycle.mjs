// The state of a standard as of today: a copy on an intranet may lie unbuilt for months.

/**
 * The state on day `today` (yyyy-mm-dd), or "" when it is still as built.
 * @param {string} today
 * @param {string} state
 * @param {Record<string, string>} dates `effective`, `withdrawn`
 */
export function stateOn(today, state, { effective, withdrawn }) {
  if (withdrawn && withdrawn <= today && /^(?:现行|即将实施)/.test(state)) return "废止";
  if (effective && effective <= today && state.startsWith("即将实施")) return "现行";
  return "";
}

/** Today where the reader is. */
export function localDay(now = new Date()) {
  const pad = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** Corrects every state that has changed since the build, and says so. */
export function startLifecycle(root = document, today = localDay()) {
  for (const element of root.querySelectorAll("[data-effective], [data-withdrawn]")) {
    const words = element.querySelector(".qj-symbol") ? element.lastChild : element;
    const state = words.textContent.trim();
    const changed = stateOn(today, state, element.dataset);
    if (changed) words.textContent = `${changed}（按日期）`;
  }
}
