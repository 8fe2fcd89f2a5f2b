// What every part of the lesson asks of the <video>.

/** Jumps to a moment, now or as soon as the film knows its length, and plays when asked to. */
export function seek(video, seconds, plays = false) {
  const go = () => {
    video.currentTime = Math.min(seconds, Number.isFinite(video.duration) ? Math.max(0, video.duration - 0.1) : seconds);
  };
  if (video.readyState >= 1) go();
  else {
    video.addEventListener("loadedmetadata", go, { once: true });
    video.load();
  }
  // A refusal (no gesture, power saving) leaves the film at the moment, ready to be started by hand.
  if (plays) video.play()?.catch(() => {});
}

/** Leaves full screen in every way there is: what follows must be seen. */
export function leaveFullScreen(video) {
  if (document.fullscreenElement) document.exitFullscreen?.().catch(() => {});
  else if (document.webkitFullscreenElement) document.webkitExitFullscreen?.();
  if (video.webkitDisplayingFullscreen) video.webkitExitFullscreen?.();
}
