/* The dark look: as the computer says, or as the reader chose with the button. */
(function () {
  "use strict";
  var page = document.documentElement, button = document.querySelector("button.theme"), key = "labkit-look";

  function chosen() { try { return window.localStorage.getItem(key); } catch (error) { return null; } }
  function keep(look) { try { window.localStorage.setItem(key, look); } catch (error) { /* only for this page then */ } }
  function isDark() {
    var look = page.getAttribute("data-theme");
    return look ? look === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function tell() { if (button) { button.setAttribute("aria-pressed", String(isDark())); } }

  var look = chosen();
  if (look === "dark" || look === "light") { page.setAttribute("data-theme", look); }
  if (!button) { return; }
  button.hidden = false;
  tell();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  button.addEventListener("click", function () {
    var next = isDark() ? "light" : "dark";
    page.setAttribute("data-theme", next);
    keep(next);
    tell();
  });
}());
