// Numbers written compactly; twin of src/qinejia/search/numbers.py.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUE[DIGITS.charCodeAt(i)] = i;

/** Five bits a character, lowest first; digits from 32 on say that more follow. */
export function decode(text) {
  const result = [];
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const bits = VALUE[text.charCodeAt(i) & 127];
    value += (bits & 31) << shift;
    shift += 5;
    if (bits < 32) {
      result.push(value);
      value = 0;
      shift = 0;
    }
  }
  return result;
}

/** Rising numbers from their differences. */
export function decodeSorted(text) {
  const result = decode(text);
  for (let i = 1; i < result.length; i++) result[i] += result[i - 1];
  return result;
}

/** The first index whose value is not below `value`. */
export function lowerBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first index whose value is above `value`. */
export function upperBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
