// What a page can do only with a script; without one it loses nothing else.
for (const button of document.querySelectorAll("[data-db-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Material opens the navigation of a phone by a label, which no key reaches: a button in its place.
const drawer = document.getElementById("__drawer");
for (const label of document.querySelectorAll('.md-header__button[for="__drawer"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "md-header__button md-icon db-drawer";
  button.setAttribute("aria-label", "Danh mục trang");
  button.append(...label.childNodes);
  label.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", String(drawer.checked));
  drawer.addEventListener("change", tell);
  tell();
  button.addEventListener("click", (event) => {
    drawer.click();
    const pressed = event.detail === 0; // by a key, not by a pointer
    if (pressed && drawer.checked) document.querySelector(".md-sidebar--primary a[href]").focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}
