// Which seconds of a film were really watched: intervals [start, end], sorted, apart from each other.

const GAP = 0.3; // seconds between two intervals that count as one: players report in steps

/** Both lists as one. */
export function merge(known, more) {
  const merged = [];
  for (const [start, end] of [...known, ...more].filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0])) {
    const last = merged[merged.length - 1];
    if (last && start <= last[1] + GAP) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** Seconds that the intervals cover. */
export const seconds = (intervals) => intervals.reduce((sum, [start, end]) => sum + end - start, 0);

/** Whole per cent of `length` seconds that the intervals cover; 100 only when all but a second is. */
export function share(intervals, length) {
  if (!(length > 0)) return 0;
  const watched = intervals.reduce((sum, [start, end]) => sum + Math.min(end, length) - Math.min(start, length), 0);
  return watched >= length - 1 ? 100 : Math.min(99, Math.floor((100 * watched) / length));
}

/** The intervals of a TimeRanges object. */
export function rangesOf(played) {
  return Array.from({ length: played.length }, (_, i) => [played.start(i), played.end(i)]);
}
