// The last searches of this device.

const KEY = "qinejia.search.recent";
const MOST = 6;

/** The last searches, newest first. */
export function recent() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((text) => typeof text === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Remembers a search that somebody followed. */
export function remember(text) {
  const words = text.trim().slice(0, 60);
  if (!words) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([words, ...recent().filter((other) => other !== words)].slice(0, MOST)));
  } catch {
    // No store: nothing is remembered.
  }
}

/** Forgets all of them. */
export function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing to forget
  }
}
