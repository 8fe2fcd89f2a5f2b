// localStorage as a store of values by key.

export function openLocal(name) {
  const prefix = `${name}:`;
  return {
    kind: "localstorage",
    get: async (key) => {
      const text = localStorage.getItem(prefix + key);
      return text === null ? undefined : JSON.parse(text);
    },
    set: async (key, value) => localStorage.setItem(prefix + key, JSON.stringify(value)),
    keys: async () =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length)),
  };
}
