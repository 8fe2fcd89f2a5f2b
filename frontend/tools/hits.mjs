// Answers queries with the searcher of the page, from files: `node hits.mjs SITE < queries.json`.
// `--gone NAME,NAME` pretends that files of the index are missing.

import { readFileSync } from "node:fs";
import { Searcher } from "../src/search/searcher.mjs";

const [site, option, names] = process.argv.slice(2);
const gone = new Set(option === "--gone" ? names.split(",") : []);

function read(path) {
  const text = readFileSync(path, "utf8");
  return JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
}

const { folder } = read(`${site}/search/index.js`);
const load = async (name) => {
  if (gone.has(name)) throw new Error(name);
  return read(`${site}/search/${folder}/${name}.js`);
};
const searcher = new Searcher(await load("table"), load);
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  const { hits, partial } = await searcher.search(query);
  answers.push({ hits: hits.map(({ page, points, place }) => [page, points, place]), partial });
}
process.stdout.write(JSON.stringify(answers));
