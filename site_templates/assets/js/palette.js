// Sets the chosen colours before the page is drawn; without a choice, those of the system.
(() => {
  const chosen = __md_get("__palette");
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const system = { scheme: dark ? "slate" : "default", primary: "custom", accent: "custom" };
  const color = (chosen && chosen.color) || system;
  for (const [name, value] of Object.entries(color)) {
    document.body.setAttribute("data-md-color-" + name, value);
  }
})();
