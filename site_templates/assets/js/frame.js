// What these pages need of the script that Material brings for its frame, and no more: that one
// works out the whole page before it is drawn. Nothing here asks for a measure: the browser tells.
(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const header = document.querySelector(".md-header");
  const BELOW_HEADER = "-50px 0px 0px";

  diabanPalette.mark();
  all(".md-option").forEach((option, number) => {
    option.addEventListener("change", () => diabanPalette.choose(number));
  });

  for (const button of all("[data-db-print]")) button.addEventListener("click", () => print());

  // On paper the page says where it was printed from.
  if (location.protocol.startsWith("http")) {
    const [address] = location.href.split("#");
    for (const note of all(".db-copy-note")) note.dataset.address = decodeURI(address);
  }

  // The header names the page once its heading is out of sight.
  const title = document.querySelector(".md-header__title");
  new IntersectionObserver(([entry]) => {
    const passed = !entry.isIntersecting && entry.boundingClientRect.top < innerHeight / 2;
    title.classList.toggle("md-header__title--active", passed);
    header.classList.toggle("md-header--shadow", passed);
  }, { rootMargin: BELOW_HEADER }).observe(document.querySelector("h1"));

  // The way back, offered to who turns back from below the first screen.
  const up = document.querySelector(".md-top");
  let last = 0;
  addEventListener("scroll", () => {
    up.hidden = scrollY < innerHeight || scrollY >= last;
    last = scrollY;
  }, { passive: true });
  up.addEventListener("click", () => {
    scrollTo({ top: 0 });
    document.getElementById("noi-dung").focus({ preventScroll: true });
  });

  // The table of contents follows: of all headings above the upper third the last one is read.
  const entries = new Map();
  for (const link of all("[data-md-component=toc] a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const section = heading?.closest("section");
    const marked = section?.getAttribute("aria-labelledby") === heading?.id ? section : heading;
    if (marked) entries.set(marked, { link, above: false });
  }
  const follow = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) entries.get(target).above = isIntersecting;
    const read = [...entries.values()].findLast(({ above }) => above);
    for (const entry of entries.values()) {
      entry.link.classList.toggle("md-nav__link--active", entry === read);
      if (entry === read) entry.link.setAttribute("aria-current", "location");
      else entry.link.removeAttribute("aria-current");
    }
  }, { rootMargin: "9999999px 0px -67%" });
  for (const marked of entries.keys()) follow.observe(marked);

  // Material opens the navigation of a phone by a label, which no key reaches: a button beside it.
  const drawer = document.getElementById("__drawer");
  const menu = document.querySelector(".db-drawer");
  const tell = () => menu.setAttribute("aria-expanded", String(drawer.checked));
  drawer.addEventListener("change", tell);
  menu.addEventListener("click", (event) => {
    drawer.click();
    const pressed = event.detail === 0; // by a key, not by a pointer
    if (pressed && drawer.checked) document.querySelector(".md-sidebar--primary a[href]").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });
})();
