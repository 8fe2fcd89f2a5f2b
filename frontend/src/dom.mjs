// Elements made from data; nothing that was read is ever parsed as markup.

/** An element with its properties (or attributes, where no property has the name) and content. */
export function make(tag, properties = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...content);
  return element;
}
