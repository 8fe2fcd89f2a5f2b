// What the statements say about clauses and questions. Everything shown is derived from the log anew.

import { EXTENSION, referenceOf } from "./statements.mjs";

const RECENT = 5;
export const GOOD = 0.85;
export const FAIR = 0.6;

/** All parts that were scored, oldest first: reference, clause, wording, share 0–1, time. */
export function parts(statements) {
  const found = [];
  for (const { verb, object, result, context, timestamp } of statements) {
    const extensions = context?.extensions ?? {};
    if (verb.id.endsWith("/answered")) {
      found.push({ question: referenceOf(object.id), title: object.definition?.name?.["zh-CN"] ?? "", clause: referenceOf(context?.contextActivities?.other?.[0]?.id), wording: extensions[EXTENSION.wording] ?? "", share: clamp(result.score?.scaled), at: timestamp });
    }
    for (const item of Array.isArray(extensions[EXTENSION.items]) ? extensions[EXTENSION.items] : []) {
      found.push({ question: "", title: "", clause: String(item.clause ?? ""), wording: String(item.wording ?? ""), share: item.most ? clamp(item.points / item.most) : 0, at: timestamp });
    }
  }
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}

const clamp = (value) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);

/** By clause: share over the last answers, their number, and the wording that was answered. */
export function mastery(statements) {
  const clauses = new Map();
  for (const { clause, wording, share } of parts(statements)) {
    if (!clause) continue;
    const known = clauses.get(clause) ?? { shares: [], wording };
    known.shares = [...known.shares, share].slice(-RECENT);
    known.wording = wording;
    clauses.set(clause, known);
  }
  for (const known of clauses.values()) known.share = known.shares.reduce((sum, share) => sum + share, 0) / known.shares.length;
  return clauses;
}

/** In words: a clause whose text changed has to be learnt again, whatever was answered. */
export function stateOf(known, wording) {
  if (!known) return "未测";
  if (wording && known.wording && known.wording !== wording) return "需复训";
  if (known.share >= GOOD) return "掌握";
  return known.share >= FAIR ? "基本掌握" : "未掌握";
}
