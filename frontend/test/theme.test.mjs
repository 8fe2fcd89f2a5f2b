// The theme script in bare surroundings: what a browser without modern features may touch.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const assets = new URL("../../overrides/", import.meta.url);
const { theme_script } = JSON.parse(readFileSync(new URL("assets/assets.json", assets), "utf8"));
const source = readFileSync(fileURLToPath(new URL(theme_script, assets)), "utf8");

function element() {
  return {
    attributes: {},
    children: [],
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
    insertBefore(child) {
      this.children.unshift(child);
    },
    appendChild(child) {
      this.children.push(child);
    },
  };
}

function runInIE() {
  const listeners = {};
  const document = {
    documentMode: 11,
    documentElement: {},
    body: element(),
    getElementById: () => null,
    createElement: element,
    createTextNode: (text) => text,
    addEventListener: (name, listener) => (listeners[name] = listener),
    removeEventListener: () => {},
  };
  vm.runInNewContext(source, { document, window: {}, String: function () {} });
  listeners.DOMContentLoaded();
  return document;
}

test("an IE-mode visitor gets a readable notice and no error", () => {
  const [notice] = runInIE().body.children;
  assert.equal(notice.attributes.role, "alert");
  assert.match(notice.children[0], /IE 模式/);
});

test("the built theme script keeps to ES5 syntax", () => {
  assert.doesNotMatch(source, /=>|`|\b(?:let|const|class)\b\s/);
});
