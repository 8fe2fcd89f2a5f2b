// Builds the site's scripts and styles into overrides/assets, named by content.
//
//   node build.mjs          write them, remove older ones
//   node build.mjs --check  write nothing; fail when the committed ones differ

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { themeStyles } from "./theme-styles.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ASSETS = join(HERE, "..", "overrides", "assets");
const OURS = /^(?:[a-z]+)\.[0-9a-f]{8}\.(?:js|css)$/;
const MANIFEST = "assets.json";

const COMMON = { bundle: true, minify: true, charset: "utf8", legalComments: "none", write: false };
const BROWSERS = ["chrome86", "safari14.1", "firefox115"];
const PANNELLUM = "/*! Pannellum 2.5.7, Copyright (c) 2011-2026 Matthew Petroff, MIT License, https://pannellum.org */";
const ENTRIES = [
  { key: "script", name: "qinejia", type: "js", entry: "src/main.mjs", target: BROWSERS, format: "iife" },
  // The theme script must parse everywhere, so that an IE-mode visitor gets a notice.
  { key: "theme_script", name: "theme", type: "js", entry: "src/theme.mjs", target: "es5", format: "iife" },
  { key: "search_script", name: "search", type: "js", entry: "src/search/main.mjs", target: BROWSERS, format: "iife" },
  // What only one kind of record needs: key and kind are alike.
  { key: "manual", name: "manual", type: "js", entry: "src/manual/main.mjs", target: BROWSERS, format: "iife" },
  { key: "video", name: "lesson", type: "js", entry: "src/lesson/main.mjs", target: BROWSERS, format: "iife" },
  { key: "questions", name: "quiz", type: "js", entry: "src/quiz/main.mjs", target: BROWSERS, format: "iife" },
  { key: "checklist", name: "exam", type: "js", entry: "src/exam/main.mjs", target: BROWSERS, format: "iife" },
  { key: "session", name: "survey", type: "js", entry: "src/survey/main.mjs", target: BROWSERS, format: "iife" },
  // The launch page of a SCORM package.
  { key: "scorm", name: "scorm", type: "js", entry: "src/scorm/main.mjs", target: BROWSERS, format: "iife" },
  // The page of one's own results.
  { key: "mine", name: "mine", type: "js", entry: "src/mine/main.mjs", target: BROWSERS, format: "iife" },
  // The viewer of 360° photos, fetched by the script of places when somebody asks for it.
  { key: "panorama", name: "panorama", type: "js", entry: "node_modules/pannellum/build/pannellum.js", target: BROWSERS, format: "iife", banner: { js: PANNELLUM } },
  { key: "panorama_style", name: "panorama", type: "css", entry: "node_modules/pannellum/build/pannellum.css", target: BROWSERS, banner: { css: PANNELLUM } },
  { key: "place", name: "place", type: "js", entry: "src/place/main.mjs", target: BROWSERS, format: "iife", knows: ["panorama", "panorama_style"] },
  { key: "style", name: "qinejia", type: "css", entry: "styles/main.css", target: BROWSERS },
];

/** All files of a fresh build, by name. */
async function bundle() {
  const files = new Map();
  const manifest = {};
  for (const { key, name, type, entry, knows = [], ...options } of ENTRIES) {
    // Names of files built before, which this one fetches from beside itself.
    const define = Object.fromEntries(knows.map((other) => [other.toUpperCase(), JSON.stringify(manifest[other].split("/").pop())]));
    const result = await build({ ...COMMON, ...options, define, entryPoints: [join(HERE, entry)], absWorkingDir: HERE });
    add(key, name, type, result.outputFiles[0].text);
  }
  const own = files.get(manifest.style.split("/").pop());
  add("theme_style", "material", "css", themeStyles(join(HERE, ".."), own));
  files.set(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`);
  return files;

  function add(key, name, type, text) {
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
    const file = `${name}.${hash}.${type}`;
    files.set(file, text);
    manifest[key] = `assets/${file}`;
  }
}

/** The names of built files in the assets folder. */
function present() {
  return readdirSync(ASSETS).filter((name) => OURS.test(name) || name === MANIFEST);
}

function write(files) {
  for (const name of present()) if (!files.has(name)) rmSync(join(ASSETS, name));
  for (const [name, text] of files) {
    writeFileSync(join(ASSETS, name), text);
    console.log(`${name}  ${Buffer.byteLength(text)} bytes`);
  }
}

function check(files) {
  const found = present();
  const wrong = [
    ...found.filter((name) => !files.has(name)),
    ...[...files].filter(([name, text]) => !found.includes(name) || readFileSync(join(ASSETS, name), "utf8") !== text).map(([name]) => name),
  ];
  if (wrong.length === 0) return;
  console.error(`overrides/assets does not match frontend/: ${wrong.join(", ")}\nRun "npm run build" and commit the result.`);
  process.exitCode = 1;
}

mkdirSync(ASSETS, { recursive: true });
const files = await bundle();
if (process.argv.includes("--check")) check(files);
else write(files);
