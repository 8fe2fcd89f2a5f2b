// localStorage as a store of values by key.

export function openLocal(name) {
  const start = `${name}:`;
  const keys = (prefix = "") =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(start + prefix))
      .map((key) => key.slice(start.length))
      .sort();
  const read = (key) => {
    const text = localStorage.getItem(start + key);
    return text === null ? undefined : JSON.parse(text);
  };
  return {
    kind: "localstorage",
    get: async (key) => read(key),
    set: async (key, value) => localStorage.setItem(start + key, JSON.stringify(value)),
    remove: async (key) => localStorage.removeItem(start + key),
    keys: async (prefix) => keys(prefix),
    all: async (prefix) => keys(prefix).map(read),
  };
}
