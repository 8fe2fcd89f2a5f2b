// Captions: shown by default; from a folder, where browsers load no caption file, made from the transcript.

export function startCaptions(video, cues) {
  const own = [...video.textTracks].find((track) => track.kind === "captions");
  const isFromFile = location.protocol === "file:";
  if (own && !isFromFile) {
    own.mode = "showing";
    // A caption file that does not come: the transcript holds the same words.
    video.querySelector("track")?.addEventListener("error", () => addTrack(video, cues, own));
    return;
  }
  if (cues.length) addTrack(video, cues, own);
}

function addTrack(video, cues, replaced) {
  if (replaced) replaced.mode = "disabled";
  video.querySelector("track")?.remove();
  const track = video.addTextTrack("captions", "中文字幕", "zh-CN");
  for (const { start, end, text } of cues) track.addCue(new VTTCue(start, end, text));
  track.mode = "showing";
}
