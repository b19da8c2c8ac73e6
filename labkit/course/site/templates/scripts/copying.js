/* A button on each piece of code that puts it on the clipboard. */
(function () {
  "use strict";

  /* Pages from a folder may not use navigator.clipboard in every browser; the old way works everywhere. */
  function copied(text) {
    var box = document.createElement("textarea"), worked = false;
    box.value = text;
    box.setAttribute("readonly", "");
    box.style.position = "fixed";
    box.style.top = "-10rem";
    document.body.appendChild(box);
    box.select();
    try { worked = document.execCommand("copy"); } catch (error) { worked = false; }
    document.body.removeChild(box);
    return worked;
  }

  /* Of an example with prompts, what one types. */
  function typed(text) {
    var lines = text.split("\n");
    if (!lines.some(function (line) { return /^>>> /.test(line); })) { return text; }
    return lines.filter(function (line) { return /^(>>>|\.\.\.)( |$)/.test(line); })
      .map(function (line) { return line.slice(4); }).join("\n");
  }

  function withButton(holder, code) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", "Copy this code");
    button.addEventListener("click", function (event) {
      event.preventDefault();
      var worked = copied(typed(code.textContent).replace(/\n$/, ""));
      button.focus();
      button.textContent = worked ? "Copied" : "Press Ctrl + C";
      button.setAttribute("aria-label", button.textContent);
      window.setTimeout(function () {
        button.textContent = "Copy";
        button.setAttribute("aria-label", "Copy this code");
      }, 2000);
    });
    holder.appendChild(button);
  }

  document.querySelectorAll("details.code").forEach(function (holder) {
    var code = holder.querySelector("pre");
    if (code) { withButton(holder, code); }
  });
  document.querySelectorAll(".text .highlight, main > pre, .doc pre.example").forEach(function (box) {
    var holder = document.createElement("div");
    holder.className = "copying";
    box.parentNode.insertBefore(holder, box);
    holder.appendChild(box);
    withButton(holder, box);
  });
}());
