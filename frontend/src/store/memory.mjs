// A store that lasts as long as the page.

export function openMemory() {
  const values = new Map();
  return {
    kind: "memory",
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    keys: async () => [...values.keys()],
  };
}
