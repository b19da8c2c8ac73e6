/* What the reader has done, kept in this browser only: a button under each part, and marks on the lists of parts. */
(function () {
  "use strict";
  var key = "labkit-done";

  function done() {
    try { return JSON.parse(window.localStorage.getItem(key)) || {}; } catch (error) { return {}; }
  }
  function keep(parts) {
    try { window.localStorage.setItem(key, JSON.stringify(parts)); return true; } catch (error) { return false; }
  }

  function marks() {
    var parts = done();
    document.querySelectorAll("li[data-part]").forEach(function (row) {
      var mark = row.querySelector(".done"), is = Boolean(parts[row.getAttribute("data-part")]);
      if (is && !mark) {
        mark = document.createElement("span");
        mark.className = "done";
        mark.textContent = " ✓ done";
        row.appendChild(mark);
      } else if (!is && mark) { row.removeChild(mark); }
    });
    document.querySelectorAll(".progress[data-day]").forEach(function (line) {
      var rows = document.querySelectorAll("[data-of='" + line.getAttribute("data-day") + "'] li[data-part]");
      var count = 0;
      rows.forEach(function (row) { if (parts[row.getAttribute("data-part")]) { count += 1; } });
      line.hidden = !rows.length;
      line.querySelector("meter").max = rows.length;
      line.querySelector("meter").value = count;
      line.querySelector(".count").textContent = count + " of " + rows.length + " done";
    });
  }

  document.querySelectorAll("[data-done]").forEach(function (holder) {
    var part = holder.getAttribute("data-done"), button = document.createElement("button");
    button.type = "button";
    button.className = "done-button";
    button.textContent = "I have done this";
    button.setAttribute("aria-pressed", String(Boolean(done()[part])));
    button.addEventListener("click", function () {
      var parts = done(), now = !parts[part];
      if (now) { parts[part] = true; } else { delete parts[part]; }
      if (!keep(parts)) { button.textContent = "This browser keeps nothing for these pages"; return; }
      button.setAttribute("aria-pressed", String(now));
      marks();
    });
    holder.appendChild(button);
  });
  marks();
  window.addEventListener("pageshow", marks);
}());
