// Chance that can be repeated: the same seed gives the same paper here and on paper.
// Twin of src/qinejia/assessment/draw.py and papers.py; mulberry32 (Tommy Ettinger, public domain).

/** A function that gives whole numbers below its argument. */
export function chance(seed) {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) * limit) / 4294967296);
  };
}

/** A copy in another order. */
export function shuffled(items, below) {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = below(last + 1);
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

/** A seed of its own for each question of a paper. */
export function seedOf(text, seed) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return (value ^ seed) >>> 0;
}

/** The questions of one copy of a paper in their order. */
export function drawPaper(paper, questions, seed) {
  if (paper.questions.length) return paper.questions.map((name) => questions.find(({ id }) => id === name)).filter(Boolean);
  if (!paper.rules.length) return [...questions];
  const below = chance(seed);
  const taken = [];
  for (const rule of paper.rules) {
    const rest = questions.filter((question) => !taken.includes(question) && fits(rule, question));
    const chosen = new Set(shuffled(rest, below).slice(0, rule.count));
    taken.push(...questions.filter((question) => chosen.has(question)));
  }
  return taken;
}

function fits(rule, question) {
  return (
    (rule.type === "" || rule.type === question.type) &&
    (rule.difficulty === "" || rule.difficulty === question.difficulty) &&
    (!rule.clause || isBelow(question.clause, rule.clause))
  );
}

function isBelow(clause, group) {
  const [standard, anchor = ""] = clause.split("#");
  let [wanted, number = ""] = group.split("#");
  if (!group.includes("#")) [wanted, number] = group.startsWith("std-") ? [group, ""] : ["", group];
  if (wanted && wanted.toLowerCase() !== standard.toLowerCase()) return false;
  return !number || anchor === number || anchor.startsWith(`${number}.`) || anchor.startsWith(`${number}-`);
}
