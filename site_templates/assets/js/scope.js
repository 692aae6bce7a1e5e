// Names that Material's own script expects (its inline script, as a file): where the site's root
// is, and values kept in the browser under it. The root is found from this file's address.
var __md_scope = new URL("../..", document.currentScript.src);

var __md_hash = (text) =>
  [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);

var __md_get = (key, storage = localStorage, scope = __md_scope) => {
  try {
    return JSON.parse(storage.getItem(scope.pathname + "." + key));
  } catch {
    return null; // a browser that keeps nothing still shows the page
  }
};

var __md_set = (key, value, storage = localStorage, scope = __md_scope) => {
  try {
    storage.setItem(scope.pathname + "." + key, JSON.stringify(value));
  } catch {
    // as above
  }
};
