// CSS that the oldest browsers of our list do not know is reported, unless it only adds polish.

const POLISH = [
  "css-resize", "css-text-wrap", "css-overflow", "css-appearance", "multicolumn", "css-scrollbar", "css3-cursors",
  "text-decoration", "css-touch-action", "css-sticky", "css-nesting", "object-fit", "pointer", "outline", "flexbox-gap",
  "css-focus-visible", "extended-system-fonts", "text-size-adjust", "css-crisp-edges", "css-media-interaction", "css-unset-value",
  "font-variant-numeric", "css-display-contents", "viewport-units", "css-containment", "css-math-functions", "prefers-color-scheme",
  "css-scroll-behavior", "css-overscroll-behavior", "css3-cursors-newer",
];

export default {
  plugins: ["stylelint-no-unsupported-browser-features"],
  rules: {
    "plugin/no-unsupported-browser-features": [true, { browsers: ["chrome 86", "ios_saf 14.5", "firefox 115"], ignore: POLISH, ignorePartialSupport: true }],
    "declaration-block-no-duplicate-properties": true,
    "selector-pseudo-class-no-unknown": true,
    "property-no-unknown": true,
    "unit-no-unknown": true,
    "color-no-invalid-hex": true,
  },
};
