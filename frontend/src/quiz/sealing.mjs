// Hashed keys (练习). SHA-256 of our own: over plain http browsers offer none. FIPS 180-4.

const ROUNDS = [];
const START = [];
for (let number = 2; ROUNDS.length < 64; number += 1) {
  let isPrime = true;
  for (let other = 2; other * other <= number; other += 1) if (number % other === 0) isPrime = false;
  if (!isPrime) continue;
  if (START.length < 8) START.push(fraction(Math.sqrt(number)));
  ROUNDS.push(fraction(Math.cbrt(number)));
}

function fraction(value) {
  return Math.floor((value - Math.floor(value)) * 4294967296) | 0;
}

const turn = (word, by) => (word >>> by) | (word << (32 - by));

/** SHA-256 of a text in hexadecimal digits. */
export function sha256(text) {
  const bytes = new TextEncoder().encode(text);
  const blocks = new Uint8Array(((bytes.length + 72) >> 6) << 6);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(blocks.length - 4, bytes.length << 3);
  const state = [...START];
  const words = new Int32Array(64);
  for (let block = 0; block < blocks.length; block += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const [a, b] = [words[i - 15], words[i - 2]];
      const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
      const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
      words[i] = (words[i - 16] + s0 + words[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
      const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = (state[i] + word) | 0;
    });
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** As in src/qinejia/assessment/keys.py. */
export const seal = (salt, text) => sha256(`${salt}|${text}`).slice(0, 16);

/** What a sealed key says, found by trying: only blanks stay sealed. */
export function unseal(key, names, others) {
  if (key.type === "配对") {
    const pairs = {};
    for (const left of names) for (const right of others) if (key.sealed.includes(seal(key.salt, `${left}|${right}`))) pairs[left] = right;
    return { ...key, pairs };
  }
  if (key.type === "排序") return { ...key, right: key.sealed.map((hash, place) => names.find((name) => seal(key.salt, `${place}|${name}`) === hash)) };
  return { ...key, right: names.filter((name) => key.sealed.includes(seal(key.salt, name))) };
}
