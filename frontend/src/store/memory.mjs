// A store that lasts as long as the page.

export function openMemory() {
  const values = new Map();
  const keys = (prefix = "") => [...values.keys()].filter((key) => key.startsWith(prefix)).sort();
  return {
    kind: "memory",
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    remove: async (key) => void values.delete(key),
    keys: async (prefix) => keys(prefix),
    all: async (prefix) => keys(prefix).map((key) => values.get(key)),
  };
}
