// The log of statements: one key each, so that two tabs never overwrite each other.

import { openStore } from "../store/store.mjs";
import { post } from "./outbox.mjs";

const keyOf = (learner, { id, timestamp }) => `xapi:${learner}:${timestamp}:${id}`;

/** Keeps statements of one learner; throws nothing, says whether they will still be there tomorrow. */
export async function append(learner, statements) {
  // A page around ours, of our own origin and no other, may pass them on: the SCORM package's.
  if (window.parent !== window && location.origin !== "null") window.parent.postMessage({ qinejia: statements }, location.origin);
  const store = await openStore();
  try {
    for (const one of statements) await store.set(keyOf(learner.id, one), one);
    post(statements.map((one) => keyOf(learner.id, one))).catch(() => {});
    return store.kind === "memory" ? "这个浏览器不让网页保存数据，关闭页面后记录就没有了。" : "";
  } catch {
    return "存储空间满了，这次的结果没有存下。请到“我的学习”导出并清除旧记录。";
  }
}

/** A learner's statements, oldest first. */
export async function history(learner) {
  return (await openStore()).all(`xapi:${learner.id}:`);
}

/** Removes a learner's statements and gives them back, for undoing. */
export async function clear(learner) {
  const store = await openStore();
  const kept = await history(learner);
  for (const key of await store.keys(`xapi:${learner.id}:`)) await store.remove(key);
  return kept;
}

/** Takes statements of a file in; those that are there already stay. Gives how many are new. */
export async function take(learner, statements) {
  const store = await openStore();
  const known = new Set((await history(learner)).map(({ id }) => id));
  let count = 0;
  for (const one of statements) {
    if (!isStatement(one) || known.has(one.id)) continue;
    known.add(one.id);
    await store.set(keyOf(learner.id, one), one);
    count += 1;
  }
  return count;
}

/** Whether something read from a file has the form of what we keep. */
export function isStatement(value) {
  return (
    typeof value?.id === "string" && /^[0-9a-f-]{36}$/.test(value.id) &&
    typeof value.timestamp === "string" && !Number.isNaN(Date.parse(value.timestamp)) && value.timestamp.length < 40 &&
    typeof value.verb?.id === "string" && typeof value.object?.id === "string" && typeof value.result === "object" && value.result !== null
  );
}
