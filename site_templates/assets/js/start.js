// Runs before anything is drawn, even before the style sheet has come: says that scripts run, asks
// for the fonts and sets the colours: the chosen ones, else those of the system. A choice is kept
// in the browser for this site alone, whose root is found from this file's address.
var diabanPalette = (() => {
  const SCHEMES = ["default", "slate"]; // as the choices stand in the header
  const here = document.currentScript;
  const key = `${new URL("../..", here.src).pathname}.palette`;
  const system = matchMedia("(prefers-color-scheme: dark)");

  // A browser asks for a font when it has laid out the first words, and lays all out again once it
  // has come. Not by <link rel="preload">, which fails in a page opened from a folder.
  for (const address of here.dataset.fonts.split(" ")) {
    new FontFace("Diaban", `url("${address}")`).load().catch(() => {}); // the style sheet asks again
  }

  const chosen = () => {
    try {
      return SCHEMES.indexOf(localStorage.getItem(key));
    } catch {
      return -1; // a browser that keeps nothing still shows the page
    }
  };

  const shown = () => (chosen() < 0 ? Number(system.matches) : chosen());
  const mark = () => document.querySelectorAll(".md-option").forEach((option, place) => {
    option.checked = SCHEMES[place] === document.body.dataset.mdColorScheme;
  });
  const show = (number) => {
    document.body.dataset.mdColorScheme = SCHEMES[number];
    mark();
  };

  const choose = (number) => {
    show(number);
    try {
      localStorage.setItem(key, SCHEMES[number]);
    } catch {
      // as above
    }
  };

  document.documentElement.className = "js";
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    show(shown());
  }).observe(document.documentElement, { childList: true });
  system.addEventListener("change", () => show(shown()));
  return { choose, mark };
})();
