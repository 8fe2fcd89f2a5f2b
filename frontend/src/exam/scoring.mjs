// What a practical test is worth, in hundredths of a point.

export const LEVELS = 3;
const APART = 0.2; // share of an item's points from which on two assessors have to talk

/**
 * Points of one item for one entry, or null when it is not scored yet.
 * Measured: inside its bounds or not. Judged: level of three. Else met, not met, or points given.
 */
export function pointsOf(item, entry) {
  if (!entry) return null;
  if (item.isMeasured) {
    const value = Number.parseFloat(entry.value);
    if (!Number.isFinite(value)) return null;
    return (item.low === null || value >= item.low) && (item.high === null || value <= item.high) ? item.points : 0;
  }
  if (item.hasLevels) return Number.isInteger(entry.level) ? Math.floor((2 * item.points * entry.level + LEVELS) / (2 * LEVELS)) : null;
  if (!Number.isFinite(entry.points)) return null;
  return Math.min(item.points, Math.max(0, Math.round(entry.points)));
}

/** A critical item is failed unless it is whole; a judged one from level 2 on counts as met. */
function failsCritical(item, entry, points) {
  if (!item.isCritical || points === null) return false;
  return item.hasLevels ? entry.level < 2 : points < item.points;
}

/** Both assessors together: points are the mean, a critical item fails when either says so. */
export function judge(items, assessors, pass) {
  const rows = items.map((item, number) => {
    const entries = assessors.map((entries) => entries[number]);
    const given = entries.map((entry) => pointsOf(item, entry));
    const known = given.filter((points) => points !== null);
    const points = known.length ? Math.round(known.reduce((sum, one) => sum + one, 0) / known.length) : 0;
    return {
      item, given, points,
      isOpen: known.length < assessors.length,
      isFailed: entries.some((entry, index) => failsCritical(item, entry, given[index])),
      isApart: known.length > 1 && Math.abs(known[0] - known[1]) >= item.points * APART && known[0] !== known[1],
    };
  });
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  const most = items.reduce((sum, item) => sum + item.points, 0);
  const failed = rows.filter((row) => row.isFailed);
  return { rows, points, most, failed, open: rows.filter((row) => row.isOpen).length, isPassed: most > 0 && points * 100 >= most * pass && !failed.length };
}
