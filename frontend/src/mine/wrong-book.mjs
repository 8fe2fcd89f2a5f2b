// 错题本: questions that were once wrong, asked again when they are about to be forgotten (FSRS).

import { createEmptyCard, fsrs, generatorParameters, Rating } from "ts-fsrs";
import { parts } from "../records/mastery.mjs";

// Days, not minutes: a trainee comes back tomorrow. No chance in it, so that two devices agree.
const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: false, request_retention: 0.9 }));
const LEARNT = 30; // days until the next time from which on a question leaves the book

/** The card after reviews of `[share 0–1, time]`, the first of which was wrong. */
export function schedule(reviews) {
  let card = createEmptyCard(new Date(reviews[0][1]));
  for (const [share, at] of reviews) {
    const rating = share >= 1 ? Rating.Good : share > 0 ? Rating.Hard : Rating.Again;
    card = scheduler.next(card, new Date(at), rating).card;
  }
  return card;
}

/** Open entries, the most urgent first: question, title, clause, due, times wrong. */
export function wrongBook(statements) {
  const book = new Map();
  for (const { question, title, clause, share, at } of parts(statements)) {
    if (!question) continue;
    const entry = book.get(question);
    if (entry) entry.reviews.push([share, at]);
    else if (share < 1) book.set(question, { question, title, clause, reviews: [[share, at]] });
  }
  return [...book.values()]
    .map((entry) => {
      const card = schedule(entry.reviews);
      return { ...entry, due: card.due, days: card.scheduled_days, wrong: entry.reviews.filter(([share]) => share < 1).length };
    })
    .filter(({ days }) => days < LEARNT)
    .sort((a, b) => a.due - b.due);
}
