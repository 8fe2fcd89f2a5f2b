// Captions: shown by default; from a folder, where browsers load no caption file, made from the transcript.

const FAILED = 3; // HTMLTrackElement.ERROR

export function startCaptions(video, cues) {
  const own = [...video.textTracks].find((track) => track.kind === "captions");
  const isFromFile = location.protocol === "file:";
  if (own && !isFromFile) {
    own.mode = "showing";
    // A caption file that does not come: the transcript holds the same words.
    const file = video.querySelector("track");
    const instead = () => addTrack(video, cues, own);
    if (file?.readyState === FAILED) instead();
    else file?.addEventListener("error", instead, { once: true });
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
