// What a preview adds to a page: it is loaded anew after every save, at the place where it was.
(() => {
  const bar = document.querySelector(".dbp-bar");
  const KEY = `diaban-preview:${location.pathname}`;

  // What the reader had in sight and had opened, for the page as it will be after the reload.
  const remember = () => sessionStorage.setItem(KEY, JSON.stringify({
    top: scrollY,
    left: scrollX,
    folds: [...document.querySelectorAll("details")].map((fold) => fold.open),
  }));

  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    sessionStorage.removeItem(KEY);
    if (!kept) return;
    const folds = [...document.querySelectorAll("details")];
    if (folds.length === kept.folds.length) folds.forEach((fold, place) => { fold.open = kept.folds[place]; });
    scrollTo(kept.left, kept.top);
  };

  // A finding inside of a closed fold would not be seen.
  for (const found of document.querySelectorAll(".dbp-findings, .dbp-row")) {
    for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }

  // Every link to a report that is not issued says so.
  const drafts = new Set((bar.dataset.drafts || "").split(" ").filter(Boolean));
  for (const link of document.querySelectorAll("#noi-dung a[href], .md-nav a[href]")) {
    const to = new URL(link.href);
    if (to.origin === location.origin && to.pathname !== location.pathname && drafts.has(to.pathname)) {
      link.after(Object.assign(document.createElement("small"), { className: "dbp-draft", textContent: "dự thảo" }));
    }
  }

  const room = () => document.documentElement.style.setProperty("--dbp-bar", `${bar.offsetHeight}px`);
  new ResizeObserver(room).observe(bar);

  restore();
  const news = new EventSource("/_xem-truoc/events");
  news.addEventListener("message", (event) => {
    if (String(JSON.parse(event.data).number) === bar.dataset.number) return;
    remember();
    location.reload();
  });
})();
