// On a standard's page: what this learner knows of each clause, in a word behind its head.

import { make } from "./dom.mjs";
import { openStore } from "./store/store.mjs";
import { currentLearner } from "./records/learners.mjs";
import { mastery, stateOf } from "./records/mastery.mjs";

export async function startMastery() {
  const clauses = [...document.querySelectorAll("section.qj-clause[data-wording]")];
  const facts = document.querySelector(".qj-facts code");
  if (!clauses.length || !facts) return;
  const store = await openStore();
  const learner = await currentLearner();
  const known = mastery(await store.all(`xapi:${learner.id}:`));
  const standard = facts.textContent.trim();
  const byClause = new Map();
  for (const [reference, found] of known) {
    const [id, anchor = ""] = reference.split("#");
    if (id.toLowerCase() !== standard) continue;
    // What tests a list item counts for its clause: the weakest says how the clause stands.
    for (let name = anchor; name; name = name.includes("-") ? name.slice(0, name.lastIndexOf("-")) : "") {
      const other = byClause.get(name);
      if (!other || found.share < other.share) byClause.set(name, found);
    }
  }
  for (const clause of clauses) {
    const found = byClause.get(clause.id);
    if (!found) continue;
    const state = stateOf(found, clause.dataset.wording);
    const place = clause.querySelector(":scope > .qj-marks") ?? clause;
    place.append(make(place === clause ? "p" : "li", { className: `qj-mastery qj-mastery--${state === "掌握" ? "ok" : state === "需复训" ? "again" : "bad"}` }, `我：${state}`));
  }
}
