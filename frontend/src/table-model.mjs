// Filtering and sorting of a register, without the page.
//
// A row is an array of cells {text, sort, values}: what is read, what orders it, and the single
// values that a filter offers. A query is {text, filters: {column: value}, column, descending}.

const COLLATOR = new Intl.Collator("zh-CN", { numeric: true });

/** One form for comparing what people type: full-width and case do not matter. */
export function normalize(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** The distinct values of a column, in reading order. */
export function optionsOf(rows, column) {
  const values = new Set(rows.flatMap((row) => row[column].values));
  return [...values].sort(COLLATOR.compare);
}

function matches(row, words, filters) {
  for (const [column, value] of filters) {
    if (!row[column].values.includes(value)) return false;
  }
  if (words.length === 0) return true;
  const text = normalize(row.map((cell) => cell.text).join(" "));
  return words.every((word) => text.includes(word));
}

/** Empty cells come last in both directions. */
function compare(a, b, isNumeric) {
  if (!a || !b) return { order: (a ? 0 : 1) - (b ? 0 : 1), fixed: true };
  const numbers = isNumeric ? [Number(a), Number(b)] : [];
  if (numbers.length && numbers.every((number) => !Number.isNaN(number))) return { order: numbers[0] - numbers[1] };
  return { order: COLLATOR.compare(a, b) };
}

/** The indexes of the rows that a query shows, in its order. */
export function query(rows, { text = "", filters = {}, column = -1, descending = false, numeric = false }) {
  const words = normalize(text).split(" ").filter(Boolean);
  const chosen = Object.entries(filters).filter(([, value]) => value);
  const found = rows.map((_, index) => index).filter((index) => matches(rows[index], words, chosen));
  if (column < 0) return found;
  return found.sort((a, b) => {
    const { order, fixed } = compare(rows[a][column].sort, rows[b][column].sort, numeric);
    return (descending && !fixed ? -order : order) || a - b;
  });
}
