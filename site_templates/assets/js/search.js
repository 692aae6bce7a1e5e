// The search box in the head of every page. What it needs is fetched when it is first opened.
(() => {
  const button = document.querySelector("[data-db-search]");
  if (!button) return;
  const here = (address) => new URL(address, document.baseURI).href;

  let loading;
  const loaded = () => {
    loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = button.dataset.dbSearch;
      script.onload = done;
      script.onerror = () => { script.remove(); loading = undefined; failed(new Error(script.src)); };
      document.head.append(script);
    });
    return loading;
  };

  const open = async () => {
    button.focus(); // where the focus returns
    try {
      await loaded();
    } catch {
      button.title = "Không tải được phần tìm kiếm: hãy tải lại trang.";
      return;
    }
    diabanPanel.open(here(button.dataset.dbIndex));
  };

  const isTyping = (node) =>
    node.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(node.tagName);

  button.addEventListener("click", open);
  button.addEventListener("pointerenter", () => loaded().catch(() => {}), { once: true });
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!slash && !letter) return;
    event.preventDefault();
    open();
  });
})();
