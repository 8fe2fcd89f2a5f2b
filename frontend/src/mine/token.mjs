// A result as the fragment of an address, for a QR code: the camera of any phone opens the page,
// which takes it in. A fragment never reaches a server's log.

const LONGEST = 300; // bytes of the whole address: a code that is still read from a worn screen
const SIGN = "#r=";

const pack = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const unpack = (text) => new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0)));

/** The address that carries a result; long names are cut until it fits. */
export function addressOf(page, { id, name, work, paper, raw, max, isPassed, at }) {
  for (let cut = 24; cut >= 0; cut -= 4) {
    const fields = [1, id.slice(0, 8), [...name].slice(0, cut).join(""), work, [...paper].slice(0, cut).join(""), raw, max, isPassed ? 1 : 0, Math.floor(Date.parse(at) / 60000)];
    const address = page + SIGN + pack(JSON.stringify(fields));
    if (address.length <= LONGEST) return address;
  }
  return "";
}

/** The result in a fragment, or null: anybody can make an address. */
export function readFragment(fragment) {
  if (!fragment.startsWith(SIGN) || fragment.length > LONGEST) return null;
  try {
    const [version, id, name, work, paper, raw, max, isPassed, minutes] = JSON.parse(unpack(fragment.slice(SIGN.length)));
    const isText = [id, name, work, paper].every((text) => typeof text === "string" && text.length <= 80);
    const isNumber = [raw, max, minutes].every((number) => Number.isFinite(number) && number >= 0) && raw <= max;
    if (version !== 1 || !isText || !isNumber || !/^[0-9a-f]{8}$/.test(id)) return null;
    return { id, name, work, paper, raw, max, isPassed: isPassed === 1, at: new Date(minutes * 60000).toISOString() };
  } catch {
    return null;
  }
}
