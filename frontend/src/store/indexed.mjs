// IndexedDB as a store of values by key.

const TABLE = "values";
const PATIENCE = 2000; // milliseconds; some web views never answer
const LAST = "\uffff";

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
      // A change is kept once its transaction is complete, not before: a full disk shows only then.
      const run = (mode, act) =>
        new Promise((done, fail) => {
          const transaction = base.transaction(TABLE, mode);
          const asked = act(transaction.objectStore(TABLE));
          asked.onsuccess = () => mode === "readonly" && done(asked.result);
          transaction.oncomplete = () => done(asked.result);
          transaction.onabort = transaction.onerror = () => fail(transaction.error ?? asked.error);
        });
      const below = (prefix) => IDBKeyRange.bound(prefix, prefix + LAST);
      resolve({
        kind: "indexeddb",
        get: (key) => run("readonly", (table) => table.get(key)),
        set: (key, value) => run("readwrite", (table) => table.put(value, key)),
        remove: (key) => run("readwrite", (table) => table.delete(key)),
        keys: (prefix = "") => run("readonly", (table) => table.getAllKeys(prefix ? below(prefix) : undefined)),
        all: (prefix) => run("readonly", (table) => table.getAll(below(prefix))),
      });
    };
  });
}
