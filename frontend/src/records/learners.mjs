// Who is learning at this device: records are kept apart by learner; nobody has to give a name.

import { openStore } from "../store/store.mjs";

/** Who gave no name; `pseudonym` is this device's own, once it was asked for. */
export const NOBODY = { id: "device", name: "", pseudonym: "" };
const CURRENT = "learner-current";
const LONGEST = 20;

/** The learner who is on; the device itself when nobody said a name. */
export async function currentLearner() {
  const store = await openStore();
  const id = await store.get(CURRENT);
  if (!NOBODY.pseudonym) {
    NOBODY.pseudonym = (await store.get("device-id")) || randomId();
    await store.set("device-id", NOBODY.pseudonym).catch(() => {});
  }
  return (id && (await store.get(`learner:${id}`))) || NOBODY;
}

/** All who have records here. */
export async function learners() {
  const store = await openStore();
  return store.all("learner:");
}

/** Goes on as the one of this name or number, who is made when new. */
export async function chooseLearner(name) {
  const plain = [...name.normalize("NFKC").replace(/\s+/g, " ").trim()].slice(0, LONGEST).join("");
  const store = await openStore();
  if (!plain) {
    await store.set(CURRENT, "");
    return NOBODY;
  }
  const known = (await learners()).find((learner) => learner.name === plain);
  const learner = known ?? { id: randomId(), name: plain };
  if (!known) await store.set(`learner:${learner.id}`, learner);
  await store.set(CURRENT, learner.id);
  return learner;
}

/** Removes a learner's name; the records were removed before. */
export async function forgetLearner(id) {
  const store = await openStore();
  await store.remove(`learner:${id}`);
  if ((await store.get(CURRENT)) === id) await store.set(CURRENT, "");
}

/** A random UUID, version 4; `crypto.randomUUID` is missing over plain http. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
