// What the oldest browsers of our list do not know, and what is plainly wrong.

import compat from "eslint-plugin-compat";

// Things that eslint-plugin-compat does not see.
const BANNED = [
  { selector: "AssignmentExpression[left.property.name='inert']", message: "inert: Chrome 102, Safari 15.5" },
  { selector: "Literal[value=/:has\\(/]", message: ":has(): Chrome 105, Safari 15.4" },
  { selector: "TemplateElement[value.raw=/:has\\(/]", message: ":has(): Chrome 105, Safari 15.4" },
  { selector: "CallExpression[callee.property.name='at'][arguments.length=1]", message: ".at(): Chrome 92, Safari 15.4" },
  { selector: "CallExpression[callee.property.name=/^(?:replaceChild|findLast|findLastIndex|toSorted|toReversed|toSpliced|hasOwn|showModal|checkVisibility|randomUUID)$/]", message: "too new, or there is a better way" },
  { selector: "AssignmentExpression[left.property.name=/^(?:innerHTML|outerHTML)$/]", message: "nothing that was read becomes markup" },
  { selector: "CallExpression[callee.property.name='insertAdjacentHTML']", message: "nothing that was read becomes markup" },
  { selector: "CallExpression[callee.name='eval']", message: "the content security policy forbids it" },
];

export default [
  {
    files: ["src/**/*.mjs"],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2022, sourceType: "module" },
    settings: { browsers: ["chrome 86", "ios_saf 14.5", "firefox 115"], polyfills: ["IntersectionObserver"] },
    rules: {
      "compat/compat": "error",
      "no-restricted-syntax": ["error", ...BANNED],
      "no-unused-vars": ["error", { caughtErrors: "none" }],
      "no-undef": "off",
      "no-const-assign": "error",
      "no-dupe-keys": "error",
      "no-unreachable": "error",
      "prefer-const": "error",
      eqeqeq: "error",
    },
  },
];
