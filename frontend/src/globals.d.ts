// What is global: things of the theme's first script, of the search, and of browsers' own dialects.

interface Window {
  __md_scope: URL;
  __md_hash: (text: string) => number;
  __md_get: (key: string, storage?: Storage, scope?: URL) => any;
  __md_set: (key: string, value: unknown, storage?: Storage, scope?: URL) => void;
  qjApplyDisplay: () => void;
  qjSearch: any;
  qjOpenSearch: (link: HTMLAnchorElement) => void;
  pannellum: any;
  API: any;
}

interface Document {
  documentMode?: number;
  webkitFullscreenElement?: Element;
  webkitExitFullscreen?: () => void;
}

declare const PANORAMA: string;
declare const PANORAMA_STYLE: string;

// What a selector finds on our pages is HTML; SVG is drawn by scripts and never searched for.
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector(selectors: string): HTMLElement | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll(selectors: string): NodeListOf<HTMLElement>;
}
