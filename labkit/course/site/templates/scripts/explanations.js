/* Words of the glossary explained where they stand: under the mouse, with the keyboard's focus, at a tap.
   The explanation stays while the mouse is on the word or on it; Escape closes it; nothing leaves the lesson. */
(function () {
  "use strict";
  var words = document.querySelectorAll("a.term[title]");
  if (!words.length) { return; }
  var box = document.createElement("div"), shown = null, waiting = 0;
  box.className = "explanation";
  box.id = "explanation";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.appendChild(box);

  function place(word) {
    var at = word.getClientRects()[0] || word.getBoundingClientRect(), width = document.documentElement.clientWidth;
    box.style.left = "0";
    box.style.top = "0";
    var size = box.getBoundingClientRect();
    var left = Math.max(8, Math.min(at.left, width - size.width - 8));
    var below = at.bottom + 6, above = at.top - size.height - 6;
    var top = below + size.height > window.innerHeight && above > 0 ? above : below;
    box.style.left = left + window.pageXOffset + "px";
    box.style.top = top + window.pageYOffset + "px";
  }

  function open(word) {
    window.clearTimeout(waiting);
    if (shown === word) { return; }
    close();
    shown = word;
    box.textContent = "";
    box.appendChild(document.createElement("p")).textContent = word.getAttribute("data-means");
    var khmer = word.getAttribute("data-khmer");
    if (khmer) {
      var line = box.appendChild(document.createElement("p"));
      line.lang = "km";
      line.textContent = khmer;
    }
    var more = box.appendChild(document.createElement("p")).appendChild(document.createElement("a"));
    more.href = word.href;
    more.tabIndex = -1;
    more.textContent = "More in the glossary";
    box.hidden = false;
    word.setAttribute("aria-describedby", "explanation");
    word.setAttribute("aria-expanded", "true");
    place(word);
  }

  function close() {
    window.clearTimeout(waiting);
    if (!shown) { return; }
    shown.removeAttribute("aria-describedby");
    shown.setAttribute("aria-expanded", "false");
    shown = null;
    box.hidden = true;
  }

  function closeSoon() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () { if (shown !== document.activeElement) { close(); } }, 300);
  }

  words.forEach(function (word) {
    word.setAttribute("data-means", word.title);
    word.removeAttribute("title");
    word.setAttribute("role", "button");
    word.setAttribute("aria-expanded", "false");
    word.addEventListener("mouseenter", function () { open(word); });
    word.addEventListener("mouseleave", closeSoon);
    word.addEventListener("focus", function () { open(word); });
    word.addEventListener("blur", closeSoon);
    word.addEventListener("click", function (event) { event.preventDefault(); open(word); });
    word.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); open(word); }
    });
  });
  box.addEventListener("mouseenter", function () { window.clearTimeout(waiting); });
  box.addEventListener("mouseleave", closeSoon);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { close(); } });
  document.addEventListener("click", function (event) {
    if (shown && !box.contains(event.target) && !shown.contains(event.target)) { close(); }
  });
}());
