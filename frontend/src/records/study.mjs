// What a reader did apart from answering, as a file takes it along: read parts, watched seconds,
// notes, marks and days. A file is hostile input: nothing of it is kept that does not have our form.

import { merge } from "../lesson/coverage.mjs";

const MOST = 5000; // parts of a page, entries of a list
const LONGEST = 4000; // characters of a note
const isText = (value, most = 300) => typeof value === "string" && value.length <= most;
const isCount = (value) => Number.isFinite(value) && value >= 0 && value < 1e7;
const isTime = (value) => Number.isFinite(value) && value >= 0;
const isPage = (value) => isText(value?.title) && isText(value?.url) && /^[a-z0-9][\w./#=?&%-]*$/i.test(value.url);

/** How values of each kind are checked, and how one of the file and a known one become one. */
const KINDS = {
  "read:": {
    is: ({ parts, all }) => Array.isArray(parts) && parts.length <= MOST && parts.every((part) => isText(part)) && isCount(all),
    join: (known, more) => ({ ...known, parts: [...new Set([...known.parts, ...more.parts])] }),
    make: ({ parts, all }) => ({ parts, all }),
  },
  "video:": {
    is: ({ watched, length }) => Array.isArray(watched) && watched.length <= MOST && watched.every((span) => Array.isArray(span) && span.length === 2 && span.every(isCount)) && isCount(length),
    join: (known, more) => ({ ...known, watched: merge(known.watched ?? [], more.watched), notes: known.notes?.length ? known.notes : more.notes }),
    make: ({ at, length, watched, notes }) => ({ at: isCount(at) ? at : 0, length, watched, notes: Array.isArray(notes) ? notes.filter((note) => isCount(note?.at) && isText(note?.text, LONGEST)).map(({ at: when, text }) => ({ at: when, text })) : [] }),
  },
  "note:": {
    is: (value) => isPage(value) && isText(value.text, LONGEST) && isTime(value.at),
    join: (known) => known,
    make: ({ text, title, url, at }) => ({ text, title, url, at }),
  },
  "mark:": {
    is: (value) => isPage(value) && isText(value.id) && isText(value.kind) && isTime(value.at),
    join: (known) => known,
    make: ({ id, kind, title, url, at }) => ({ id, kind, title, url, at }),
  },
  "day:": {
    is: ({ read = 0, seconds = 0 }) => isCount(read) && isCount(seconds),
    join: (known, more) => ({ read: Math.max(known.read ?? 0, more.read), seconds: Math.max(known.seconds ?? 0, more.seconds) }),
    make: ({ read = 0, seconds = 0 }) => ({ read, seconds }),
  },
};

/** Everything of these kinds by key. */
export async function study(store) {
  const found = {};
  for (const kind of Object.keys(KINDS)) for (const key of await store.keys(kind)) found[key] = await store.get(key);
  return found;
}

/** Takes entries of a file in. Gives how many were not there before. */
export async function takeStudy(store, entries) {
  let count = 0;
  for (const [key, value] of Object.entries(entries ?? {})) {
    const kind = KINDS[key.slice(0, key.indexOf(":") + 1)];
    if (!kind || key.length > 200 || !value || typeof value !== "object" || !kind.is(value)) continue;
    const known = await store.get(key);
    await store.set(key, known ? kind.join(known, kind.make(value)) : kind.make(value));
    if (!known) count += 1;
  }
  return count;
}
