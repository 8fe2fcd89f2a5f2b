// What happened, as xAPI 1.0.3 statements: they are what is kept, exported and sent.

import { randomId } from "./learners.mjs";

const VERB = "http://adlnet.gov/expapi/verbs/";
const SPACE = "urn:qinejia:";
export const EXTENSION = { wording: `${SPACE}wording`, type: `${SPACE}type`, paper: `${SPACE}paper`, items: `${SPACE}items`, site: `${SPACE}site` };

/** `tk-chashui#q4` as the IRI of an activity, the same wherever the site is served. */
export const iriOf = (reference) => SPACE + encodeURI(reference).replace("#", ":");

/** The reference in an IRI of ours, else nothing. */
export function referenceOf(iri) {
  if (typeof iri !== "string" || !iri.startsWith(SPACE)) return "";
  return decodeURI(iri.slice(SPACE.length)).replace(":", "#");
}

function statement(learner, verb, object, type, title, result, context) {
  return {
    id: randomId(),
    // A pseudonym: the name stays on the device.
    actor: { objectType: "Agent", account: { homePage: "http://qinejia.invalid/", name: learner.pseudonym || learner.id } },
    verb: { id: VERB + verb },
    object: { objectType: "Activity", id: iriOf(object), definition: { type: `http://adlnet.gov/expapi/activities/${type}`, name: { "zh-CN": title } } },
    result,
    context,
    timestamp: new Date().toISOString(),
  };
}

const scoreOf = (points, most) => ({ scaled: most ? Math.round((points / most) * 10000) / 10000 : 0, raw: points / 100, min: 0, max: most / 100 });
const lasting = (milliseconds) => `PT${(Math.max(0, milliseconds) / 1000).toFixed(1)}S`;

/** A question that was answered. `points` and `most` in hundredths, `spent` in milliseconds. */
export function answered(learner, { bank, id, type, clause, wording, points: most, title }, { answer, points, spent, paper = "" }) {
  return statement(learner, "answered", `${bank}#${id}`, "question", title, {
    score: scoreOf(points, most),
    success: points === most,
    response: JSON.stringify(answer),
    duration: lasting(spent),
  }, {
    contextActivities: { parent: [{ id: iriOf(bank) }], other: [{ id: iriOf(clause) }] },
    extensions: { [EXTENSION.wording]: wording, [EXTENSION.type]: type, ...(paper ? { [EXTENSION.paper]: paper } : {}) },
  });
}

/** A paper or a checklist that was finished; `items` are clause, wording, points and most of each part. */
export function finished(learner, { id, title, kind }, { points, most, isPassed, spent, paper = "", items = [] }) {
  return statement(learner, isPassed ? "passed" : "failed", id, kind, title, {
    score: scoreOf(points, most),
    success: isPassed,
    completion: true,
    duration: lasting(spent),
  }, { extensions: { ...(paper ? { [EXTENSION.paper]: paper } : {}), ...(items.length ? { [EXTENSION.items]: items } : {}) } });
}

/** A questionnaire that was filled in; levels count from 1 to `most`. */
export function responded(learner, { id, title }, answers, most) {
  const levels = answers.filter(({ answer }) => typeof answer === "number");
  const sum = levels.reduce((total, { answer }) => total + answer - 1, 0);
  const whole = levels.length * (most - 1);
  return statement(learner, "responded", id, "survey", title, {
    ...(whole ? { score: { scaled: Math.round((sum / whole) * 10000) / 10000 } } : {}),
    completion: true,
    response: JSON.stringify(answers),
  }, {});
}
