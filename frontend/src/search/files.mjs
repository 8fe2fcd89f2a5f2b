// Loads the files of the index as classic scripts: the same over http and from a folder.

const waiting = new Map();

/** Called by every file of the index. */
function receive(name, data) {
  waiting.get(name)?.(data);
}

function script(url, name) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    waiting.set(name, resolve);
    const done = (error) => {
      element.remove();
      waiting.delete(name);
      if (error) reject(error);
    };
    // A file that loads but says nothing is damaged: the promise is settled by then, or never.
    element.onload = () => done(new Error(name));
    element.onerror = () => done(new Error(name));
    element.src = url;
    document.head.append(element);
  });
}

/** A function that promises the data of a file by its name; what was lost is asked for again. */
export async function openIndex(root) {
  const early = window.qjSearch?.index;
  window.qjSearch = receive;
  const { folder } = early ?? (await script(`${root}search/index.js`, "index"));
  const known = new Map();
  return (name) => {
    if (!known.has(name)) {
      const promise = script(`${root}search/${folder}/${name}.js`, name);
      promise.catch(() => known.delete(name));
      known.set(name, promise);
    }
    return known.get(name);
  };
}
