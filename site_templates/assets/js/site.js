// What a page can do only with a script; without one it loses nothing else.
for (const button of document.querySelectorAll("[data-db-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
