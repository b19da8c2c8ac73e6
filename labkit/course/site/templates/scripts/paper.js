/* On paper each fold is open that is meant to be read. Where the style can do it, it does; answers stay closed. */
(function () {
  "use strict";
  var opened = [];
  if (window.CSS && CSS.supports && CSS.supports("selector(::details-content)")) { return; }

  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("main details:not(.code):not(.answer):not([open])"));
    opened.forEach(function (fold) { fold.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (fold) { fold.open = false; });
  });
}());
