// Runs before the page is drawn: says that scripts run, and sets the colours: the chosen ones, else
// those of the system. A choice is kept in the browser for this site alone, whose root is found
// from this file's address.
var diabanPalette = (() => {
  const SCHEMES = ["default", "slate"]; // as the choices stand in the header
  const key = `${new URL("../..", document.currentScript.src).pathname}.palette`;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      return SCHEMES.indexOf(localStorage.getItem(key));
    } catch {
      return -1; // a browser that keeps nothing still shows the page
    }
  };

  const show = (number) => {
    document.body.setAttribute("data-md-color-scheme", SCHEMES[number]);
    document.querySelectorAll(".md-option").forEach((option, place) => {
      option.checked = place === number;
      option.nextElementSibling.hidden = place !== number;
    });
  };

  const choose = (number) => {
    show(number);
    try {
      localStorage.setItem(key, SCHEMES[number]);
    } catch {
      // as above
    }
  };

  const showChosen = () => show(chosen() < 0 ? Number(system.matches) : chosen());

  document.documentElement.className = "js";
  showChosen();
  system.addEventListener("change", showChosen);
  return { choose };
})();
