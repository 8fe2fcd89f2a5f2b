// The launch page of a SCORM 1.2 package: it holds the course in a frame and tells the LMS what was
// done. Without an LMS the course works all the same.

import { referenceOf } from "../records/statements.mjs";

const LONGEST = 4096; // characters of cmi.suspend_data, SCORM 1.2 RTE 3.4.4
const DEPTH = 500; // of the search for the API
const TYPES = { 单选: "choice", 多选: "choice", 判断: "true-false", 填空: "fill-in", 排序: "sequencing", 配对: "matching", 找错: "choice" };

/** The API of the LMS: in a window around this one, or in the one that opened it. */
function findApi(start) {
  for (const first of [start, start.opener]) {
    let place = first;
    for (let depth = 0; place && depth < DEPTH; depth += 1) {
      try {
        if (place.API) return place.API;
      } catch {
        break; // of another origin
      }
      if (place.parent === place) break;
      place = place.parent;
    }
  }
  return null;
}

class Session {
  constructor(api) {
    this.api = api;
    this.began = Date.now();
    this.isOpen = String(api.LMSInitialize("")) === "true";
    this.known = this.read();
    this.count = Number(this.get("cmi.interactions._count")) || 0;
    if (["not attempted", ""].includes(this.get("cmi.core.lesson_status"))) this.set("cmi.core.lesson_status", "incomplete");
  }

  get(name) {
    return String(this.api.LMSGetValue(name) ?? "");
  }

  set(name, value) {
    return String(this.api.LMSSetValue(name, String(value))) === "true";
  }

  /** By work the best share in thousandths and whether it was passed; whatever else is there is not ours. */
  read() {
    try {
      const data = JSON.parse(this.get("cmi.suspend_data"));
      return data && typeof data === "object" && !Array.isArray(data) ? data : {};
    } catch {
      return {};
    }
  }

  take({ verb, object, result, context, timestamp }) {
    const reference = referenceOf(object.id);
    if (!reference) return;
    if (verb.id.endsWith("/answered")) this.interaction(reference, result, context, timestamp);
    else if (/\/(?:passed|failed)$/.test(verb.id)) this.finish(reference, result);
  }

  interaction(reference, result, context, timestamp) {
    const place = `cmi.interactions.${this.count}`;
    this.count += 1;
    this.set(`${place}.id`, reference.replace(/[^\w.-]/g, "_"));
    this.set(`${place}.type`, TYPES[context?.extensions?.["urn:qinejia:type"]] ?? "performance");
    this.set(`${place}.time`, new Date(timestamp).toTimeString().slice(0, 8));
    this.set(`${place}.result`, result.success ? "correct" : "wrong");
    this.commit();
  }

  finish(reference, result) {
    const [before = 0, passed = 0] = this.known[reference] ?? [];
    const share = Math.round((result.score?.scaled ?? 0) * 1000);
    this.known[reference] = [Math.max(before, share), passed || (result.success ? 1 : 0)];
    while (JSON.stringify(this.known).length > LONGEST) delete this.known[Object.keys(this.known)[0]];
    const all = Object.values(this.known);
    this.set("cmi.suspend_data", JSON.stringify(this.known));
    this.set("cmi.core.score.min", 0);
    this.set("cmi.core.score.max", 100);
    this.set("cmi.core.score.raw", Math.round(all.reduce((sum, [best]) => sum + best, 0) / all.length) / 10);
    this.set("cmi.core.lesson_status", all.every(([, isPassed]) => isPassed) ? "passed" : "failed");
    this.commit();
  }

  commit() {
    this.api.LMSCommit("");
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    this.set("cmi.core.session_time", `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`);
    this.set("cmi.core.exit", "suspend");
    this.commit();
    this.api.LMSFinish("");
  }
}

const api = findApi(window);
const session = api ? new Session(api) : null;
const frame = document.querySelector("iframe");
window.addEventListener("message", ({ source, origin, data }) => {
  if (!session?.isOpen || source !== frame.contentWindow || origin !== location.origin || !Array.isArray(data?.qinejia)) return;
  for (const statement of data.qinejia) session.take(statement);
});
window.addEventListener("pagehide", () => session?.close());
window.addEventListener("beforeunload", () => session?.close());
document.documentElement.dataset.lms = session ? "1" : "0";
