// The one local store of the site: what a trainee watched, noted, answered and set.
//
// IndexedDB where it works, else localStorage, else memory: in WeChat, in private windows and from a
// USB stick one or the other is missing. Values are plain data; keys look like "video:sp-chashui".

import { openIndexed } from "./indexed.mjs";
import { openLocal } from "./local.mjs";
import { openMemory } from "./memory.mjs";

export const VERSION = 1;
const PROBE = "probe";
let opened = null;

/** Promises the store of this site: `get(key)`, `set(key, value)`, `remove(key)`, `keys(prefix)`, `all(prefix)`, all promises; `kind` says what it is. */
export function openStore(name = `qinejia:${window.__md_scope?.pathname ?? "/"}`) {
  opened ??= firstThatWorks([() => openIndexed(name, VERSION), () => openLocal(name), () => openMemory()]);
  return opened;
}

async function firstThatWorks(ways) {
  for (const way of ways) {
    try {
      const store = await way();
      await store.set(PROBE, VERSION);
      if ((await store.get(PROBE)) === VERSION) return store;
    } catch {
      // the next one
    }
  }
  return openMemory();
}
