// IndexedDB as a store of values by key.

const TABLE = "values";
const PATIENCE = 2000; // milliseconds; some web views never answer

export function openIndexed(name, version) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), PATIENCE);
    const request = indexedDB.open(name, version);
    request.onupgradeneeded = () => {
      if (!request.result.objectStoreNames.contains(TABLE)) request.result.createObjectStore(TABLE);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
    request.onsuccess = () => {
      const base = request.result;
      // Another tab wants a newer version: let it.
      base.onversionchange = () => base.close();
      const run = (mode, act) =>
        new Promise((done, fail) => {
          const asked = act(base.transaction(TABLE, mode).objectStore(TABLE));
          asked.onsuccess = () => done(asked.result);
          asked.onerror = () => fail(asked.error);
        });
      resolve({
        kind: "indexeddb",
        get: (key) => run("readonly", (table) => table.get(key)),
        set: (key, value) => run("readwrite", (table) => table.put(value, key)),
        keys: () => run("readonly", (table) => table.getAllKeys()),
      });
    };
  });
}
