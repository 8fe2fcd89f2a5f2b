// Before Decap: it waits for our widgets, and pictures get names that any system and address takes.
"use strict";
window.CMS_MANUAL_INIT = true;
// On this machine the address is the key: nobody has to log in.
if (["127.0.0.1", "localhost"].includes(location.hostname)) {
  localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
}

(() => {
  const CLEAN = /^[a-z0-9][a-z0-9_-]*\.[a-z0-9]+$/;

  /** 茶杯 (1).JPG → tu-20260501-093000-1.jpg; a clean name stays. */
  function renamed(file, number) {
    if (CLEAN.test(file.name)) return file;
    const ending = file.name.split(".").pop().toLowerCase().replace(/[^a-z0-9]/g, "");
    const now = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString();
    const stamp = now.slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
    return new File([file], `tu-${stamp}-${number}.${ending}`, { type: file.type });
  }

  document.addEventListener(
    "change",
    (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.files) return;
      const names = new DataTransfer();
      Array.from(input.files).forEach((file, at) => names.items.add(renamed(file, at + 1)));
      input.files = names.files;
    },
    true,
  );
})();
