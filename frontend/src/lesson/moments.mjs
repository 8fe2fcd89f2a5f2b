// Moments of a film as people read them and as addresses write them.

/** `1:35` */
export function momentOf(seconds) {
  const whole = Math.floor(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/** Seconds of `#t=95` or `#t=95.5`; null for any other address. */
export function secondsOf(hash) {
  const match = /^#t(?:=|%3D)(\d{1,5}(?:\.\d{1,3})?)$/i.exec(hash);
  return match ? Number(match[1]) : null;
}

/** The index of the last of `starts` (sorted) that is not after `time`; -1 before the first. */
export function indexAt(starts, time) {
  let found = -1;
  for (let index = 0; index < starts.length && starts[index] <= time + 0.05; index++) found = index;
  return found;
}
