// Our widgets and our preview in Decap. Everything about fields comes from config.yml.
"use strict";

(async () => {
  const { CMS, createClass, h } = window;
  const plain = (value) => (value && value.toJS ? value.toJS() : value);
  const listOf = (value) => (value ? [plain(value)].flat() : []); // one text is a list of one
  // Decap asks its own wrapper only whether the value changed; pictures come by another way.
  const always = { shouldComponentUpdate: () => true };

  const names = await (await fetch("names.json")).json();

  // --- 每行一条 ---------------------------------------------------------------------------------

  CMS.registerWidget("qj-lines", createClass({
    ...always,
    change(event) {
      this.props.onChange(event.target.value.split("\n").map((l) => l.trim()).filter(Boolean));
    },
    render() {
      const { forID, value, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const lines = listOf(value);
      return h("textarea", {
        id: forID, className: `${classNameWrapper} qj-lines`, placeholder: "一行写一条",
        defaultValue: lines.join("\n"), rows: Math.max(2, lines.length + 1),
        onChange: this.change, onFocus: setActiveStyle, onBlur: setInactiveStyle,
      });
    },
  }));

  // --- 引用标准、课程…… -------------------------------------------------------------------------

  CMS.registerWidget("qj-refs", createClass({
    ...always,
    getInitialState: () => ({ text: "" }),
    known() {
      return listOf(this.props.field.get("kinds")).flatMap((kind) => names[kind] || []);
    },
    isMany() {
      return this.props.field.get("multiple");
    },
    items() {
      const { value } = this.props;
      return this.isMany() ? listOf(value) : value ? [value] : [];
    },
    set(items) {
      this.props.onChange(this.isMany() ? items : items[items.length - 1] || "");
      this.setState({ text: "" });
    },
    add(text) {
      const id = text.trim();
      if (id && !this.items().includes(id)) this.set([...this.items(), id]);
      else this.setState({ text: "" });
    },
    type(event) {
      const text = event.target.value;
      if (event.nativeEvent.inputType === "insertReplacementText" || !event.nativeEvent.inputType) {
        if (this.known().some(([id]) => id === text)) return this.add(text); // chosen from the menu
      }
      return this.setState({ text });
    },
    matches() {
      const words = this.state.text.trim().toLowerCase();
      const isPart = words.includes("#") || /\s/.test(words);
      const parts = words.split(/\s+/).filter(Boolean);
      return this.known()
        .filter(([id, title]) => {
          if (!isPart && id.includes("#")) return false;
          const text = `${id} ${title}`.toLowerCase();
          return parts.every((part) => text.includes(part));
        })
        .slice(0, 50);
    },
    render() {
      const { forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const titles = new Map(this.known());
      const items = this.items();
      return h("div", { className: `${classNameWrapper} qj-refs` },
        items.map((id) => h("span", { key: id, className: titles.has(id) ? "" : "is-unknown" },
          h("b", {}, titles.get(id) || "没有找到"), h("code", {}, id),
          h("button", {
            type: "button", "aria-label": `去掉 ${id}`,
            onClick: () => this.set(items.filter((item) => item !== id)),
          }, "×"))),
        h("input", {
          id: forID, list: `${forID}-names`, value: this.state.text, autoComplete: "off",
          placeholder: "写几个字再选，如“茶水”或编号；写空格可以选到条、步骤",
          onChange: this.type, onFocus: setActiveStyle,
          onBlur: () => { this.add(this.state.text); setInactiveStyle(); },
          onKeyDown: (event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) {
              event.preventDefault();
              this.add(this.state.text);
            }
          },
        }),
        h("datalist", { id: `${forID}-names` },
          this.matches().map(([id, title]) => h("option", { key: id, value: id }, title))));
    },
  }));

  // --- 正文 -------------------------------------------------------------------------------------

  const BLOCKS = [
    ["小标题", "\n## 小标题\n"],
    ["步骤（图册）", "\n/// 步骤 | 取杯\n这一步怎么做。\n///\n"],
    ["提示", "\n/// 提示\n要提醒的话。\n///\n"],
    ["案例", "\n/// 案例 | 标题\n案例的经过。\n///\n"],
    ["讨论", "\n/// 讨论 | 标题\n请学员讨论什么。\n///\n"],
    ["单选题（题库）", "\n/// 考题 | 题干？\n    id: q1\n    题型: 单选\n    分值: 5\n\n- [ ] 错的选项\n- [x] 对的选项\n\n解析：为什么。\n///\n"],
    ["表格", "\n| 项目 | 要求 |\n|---|---|\n| 一 | 二 |\n"],
    ["自查表", "\n- [ ] 第一项\n- [ ] 第二项\n"],
    ["引用", "[[kc-01]]"],
  ];

  CMS.registerWidget("qj-body", createClass({
    ...always,
    componentDidMount() {
      this.height();
    },
    componentDidUpdate() {
      const { value, mediaPaths, forID, onRemoveInsertedMedia } = this.props;
      const path = mediaPaths && mediaPaths.get(forID);
      if (path) {
        onRemoveInsertedMedia(forID);
        this.insert(`\n![图的说明](${plain(path)})\n`);
      } else if (!this.isTyping && this.area && (value || "") !== this.area.value) {
        this.area.value = value || "";
        this.height();
      }
      this.isTyping = false;
    },
    height() {
      this.area.style.height = "auto";
      this.area.style.height = `${Math.min(this.area.scrollHeight + 8, 4000)}px`;
    },
    change() {
      this.isTyping = true;
      this.height();
      this.props.onChange(this.area.value);
    },
    insert(text) {
      this.area.focus();
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.change();
    },
    render() {
      const { forID, value, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      return h("div", { className: `${classNameWrapper} qj-body` },
        h("div", { className: "qj-body__bar" },
          h("button", {
            type: "button",
            onClick: () => this.props.onOpenMediaLibrary(
              { controlID: forID, forImage: true, field: this.props.field }),
          }, "插入图片"),
          h("select", {
            "aria-label": "插入块", value: "",
            onChange: (event) => this.insert(BLOCKS[event.target.value][1]),
          }, h("option", { value: "" }, "插入……"),
          BLOCKS.map(([label], at) => h("option", { key: label, value: at }, label)))),
        h("textarea", {
          id: forID, defaultValue: value || "", spellCheck: false,
          ref: (area) => { this.area = area || this.area; },
          onChange: this.change, onFocus: setActiveStyle, onBlur: setInactiveStyle,
        }));
    },
  }));

  // --- 预览 -------------------------------------------------------------------------------------

  const root = new URL("../", window.location.href.split("#")[0]);
  const checked = new Map(); // path → faults after the last save
  let current = "";

  async function ask(name, request) {
    const answer = await fetch(new URL(name, root), {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(request),
    });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.error);
    return found;
  }

  /** The fragment with addresses that lead to this server, or to pictures not saved yet. */
  function localised(html, base, drafts) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const site = new URL("site/", root);
    for (const name of ["src", "poster"]) {
      for (const picture of page.querySelectorAll(`[${name}]`)) {
        const address = new URL(picture.getAttribute(name), new URL(base, site)).href;
        const path = decodeURIComponent(address.slice(site.href.length));
        picture.setAttribute(name, drafts.get(path) || address);
        picture.removeAttribute("loading");
      }
    }
    for (const film of page.querySelectorAll("video")) film.replaceChildren(); // not played here
    for (const link of page.querySelectorAll("a[href]")) link.removeAttribute("href");
    return page.body.innerHTML;
  }

  const Preview = createClass({
    getInitialState: () => ({ html: "", faults: [], error: "" }),
    componentDidMount() {
      this.later(0);
      this.redraw = () => this.forceUpdate();
      window.addEventListener("qj-checked", this.redraw);
    },
    componentDidUpdate(before) {
      if (before.entry !== this.props.entry) this.later(400);
    },
    componentWillUnmount() {
      clearTimeout(this.timer);
      window.removeEventListener("qj-checked", this.redraw);
    },
    later(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.draw(), delay);
    },
    path() {
      const { entry, collection } = this.props;
      current = entry.get("path") || `${collection.get("folder")}/${entry.getIn(["data", "id"])}.md`;
      return current;
    },
    async draw() {
      const { entry, collection } = this.props;
      // What a new page will hold stands nowhere yet; its folder is the one of its id.
      const folder = `${this.path().replace(/[^/]*$/, "")}${entry.getIn(["data", "id"])}/`;
      const label = collection.get("folder").split("/")[0];
      const files = listOf(entry.get("mediaFiles")).filter((file) => file.draft && file.url);
      const pictures = files.map((file) => folder + file.path.split("/").pop());
      const request = { path: this.path(), form: plain(entry.get("data")), pictures };
      const drafts = new Map(
        files.map((file, at) => [pictures[at].slice(label.length + 1), file.url]));
      try {
        const { html, base, faults } = await ask("preview", request);
        this.setState({ html: localised(html, base, drafts), faults, error: "" });
      } catch (error) {
        this.setState({ error: error.message });
      }
    },
    render() {
      const { html, faults, error } = this.state;
      const data = this.props.entry.get("data");
      const saved = checked.get(this.path());
      const shown = saved && !this.props.entry.get("hasChanged") && !faults.length ? saved : faults;
      return h("div", { className: "qj-preview md-typeset" },
        error && h("p", { className: "qj-preview__fault" }, error),
        shown.length > 0 && h("ul", { className: "qj-preview__faults" },
          shown.map((fault, at) => h("li", { key: at, className: `is-${fault.severity}` },
            h("b", {}, `${fault.severity} ${fault.code}`), ` ${fault.where}：${fault.message}`,
            h("small", {}, fault.advice)))),
        h("header", { className: "qj-head" },
          h("h1", {}, (data && data.get("标题")) || "（没有标题）"),
          data && data.get("摘要") && h("p", { className: "qj-head__summary" }, data.get("摘要"))),
        html || faults.length
          ? h("div", { dangerouslySetInnerHTML: { __html: html } })
          : h("p", {}, "填好没有标“可选”的各项，这里就显示页面。"));
    },
  });

  CMS.registerEventListener({
    name: "postSave",
    handler: async ({ entry }) => {
      const path = entry.get("path") || current; // a new page has none yet
      try {
        checked.set(path, await ask("check", { path }));
      } catch {
        checked.delete(path);
      }
      window.dispatchEvent(new Event("qj-checked"));
    },
  });

  // Here a save is a save of a file; nothing is published.
  const words = CMS.getLocale("zh_Hans");
  CMS.registerLocale("zh_Hans", {
    ...words,
    collection: { ...words.collection, sidebar: { ...words.collection.sidebar, collections: "页面" } },
    editor: {
      ...words.editor,
      editorToolbar: {
        ...words.editor.editorToolbar,
        publish: "保存", published: "已保存", publishing: "正在保存……", publishNow: "保存",
        publishAndCreateNew: "保存，然后新建", publishAndDuplicate: "保存，然后复制",
        backCollection: "返回“%{collectionLabel}”", deployButtonLabel: "查看页面",
      },
    },
  });

  // The local server speaks JSON: it changes the file itself, key by key.
  CMS.registerCustomFormat("qinejia", "md", {
    fromFile: (text) => JSON.parse(text),
    toFile: (entry) => JSON.stringify(entry),
  });
  for (const kind of Object.keys(names)) CMS.registerPreviewTemplate(kind, Preview);
  CMS.registerPreviewStyle(new URL("site.css", window.location.href).href);
  CMS.registerPreviewStyle(new URL("preview.css", window.location.href).href);
  CMS.init();
})();
