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

  // Opens at once: what is typed before that has come is sought when it has.
  let dialog, input, status;
  const build = () => {
    dialog = document.createElement("dialog");
    dialog.className = "db-search";
    dialog.setAttribute("aria-label", "Tìm kiếm");
    dialog.innerHTML = `<div class="db-search__bar" role="search">
<label for="tim-gi" class="db-search__hidden">Từ cần tìm</label><input type="search" id="tim-gi"
class="db-search__input" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
placeholder="Tìm kiếm" aria-describedby="tim-cach"><button type="button" class="db-search__close">Đóng</button>
</div><p id="tim-cach" class="db-search__hidden">Không cần gõ dấu. Dùng phím mũi tên để đến kết quả,
Enter để mở.</p><p class="db-search__status" role="status"></p>`;
    [input, status] = ["input", "[role=status]"].map((part) => dialog.querySelector(part));
    dialog.querySelector("button").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
  };

  const open = async () => {
    button.focus(); // where the browser gives the focus back to when it is closed
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.focus();
    input.select();
    try {
      await loaded();
    } catch {
      status.textContent = "Không tải được phần tìm kiếm: hãy tải lại trang.";
      return;
    }
    diabanPanel.open(dialog, here(button.dataset.dbIndex));
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
