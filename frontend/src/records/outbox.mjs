// Statements on their way to a learning record store. Without one configured nothing is ever sent.
//
// A statement keeps its id, so that one whose reply was lost can be sent again: the store knows it.

import { openStore } from "../store/store.mjs";

const BATCH = 50;
const FIRST = 5000; // milliseconds until the next try; doubled each time
const LONGEST = 300000;
let isSending = false;
let wait = FIRST;
let timer = 0;

/** The address of the store, or nothing. */
export const recordStore = () => document.querySelector('meta[name="qj-lrs"]')?.getAttribute("content") ?? "";

/** Remembers that statements have to be sent, and sends them. */
export async function post(keys) {
  if (!recordStore()) return;
  const store = await openStore();
  for (const key of keys) await store.set(`unsent:${key}`, key);
  flush();
}

/** Sends what is there; what fails for now is tried again later, also after the page was closed. */
export async function flush() {
  const address = recordStore();
  if (!address || isSending) return;
  isSending = true;
  clearTimeout(timer);
  try {
    const store = await openStore();
    for (let keys = await store.keys("unsent:"); keys.length; keys = await store.keys("unsent:")) {
      if (!(await sendBatch(store, address, keys.slice(0, BATCH)))) {
        wait = Math.min(wait * 2, LONGEST);
        timer = setTimeout(flush, wait);
        return;
      }
      wait = FIRST;
    }
  } finally {
    isSending = false;
  }
}

async function sendBatch(store, address, keys) {
  const found = [];
  for (const key of keys) {
    const statement = await store.get(key.slice("unsent:".length));
    if (statement) found.push({ key, statement });
    else await store.remove(key); // cleared meanwhile
  }
  if (!found.length) return true;
  const status = await send(address, found.map(({ statement }) => statement));
  if (status === "later") return false;
  // One of them is refused, or known with other words: each for itself, so that the rest gets through.
  for (const { key, statement } of found) {
    if (status === "refused" && found.length > 1 && (await send(address, [statement])) === "later") return false;
    await store.remove(key);
  }
  return true;
}

/** "taken", "refused" or "later". */
async function send(address, statements) {
  try {
    const reply = await fetch(`${address.replace(/\/?$/, "/")}statements`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Experience-API-Version": "1.0.3" },
      body: JSON.stringify(statements),
    });
    if (reply.ok) return "taken";
    return reply.status >= 500 || reply.status === 429 || reply.status === 408 ? "later" : "refused";
  } catch {
    return "later";
  }
}
