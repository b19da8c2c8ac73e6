/* The search of the handbook. No library, no network, no fetch: it works on pages that were opened from a folder.
   The index is a script of its own and is loaded when somebody first searches. */
(function () {
  "use strict";

  var base = document.currentScript.src.replace(/search\.js(\?.*)?$/, "");
  var root = base.replace(/[^/]+\/$/, "");
  var form = document.querySelector("form.search");
  if (!form) { return; }
  var input = form.querySelector("input");
  var panel = form.querySelector(".found");
  var status = form.querySelector("[role=status]");
  var page = document.getElementById("search-results");
  var waiting = null;

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[_\-\u2013]+/g, " ");
  }

  function withIndex(then) {
    if (window.labkitIndex) { then(prepared()); return; }
    if (waiting) { waiting.push(then); return; }
    waiting = [then];
    var script = document.createElement("script");
    script.src = base + "search-index.js";
    script.onload = function () { waiting.forEach(function (todo) { todo(prepared()); }); waiting = null; };
    script.onerror = function () { waiting = null; status.textContent = "The index of the search is missing."; };
    document.head.appendChild(script);
  }

  function prepared() {
    if (!window.labkitEntries) {
      window.labkitEntries = window.labkitIndex.map(function (row) {
        return { kind: row[0], title: row[1], heading: row[2], address: row[3], text: row[4],
                 inTitle: " " + plain(row[1]), inHeading: " " + plain(row[2]), inText: " " + plain(row[4]) };
      });
    }
    return window.labkitEntries;
  }

  function escaped(text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }

  /* Between equally good places: first what a word means, then where it is taught, then how it is computed. */
  var preferred = { Glossary: 20, Lesson: 8, Indicator: 4 };

  /* A word counts where another word starts with it; titles count most, then headings, then the text. */
  function scored(entry, words, phrase) {
    var score = 0, hits = 0;
    words.forEach(function (word) {
      var start = new RegExp("[^a-z0-9]" + escaped(word), "g");
      var whole = new RegExp("[^a-z0-9]" + escaped(word) + "(?![a-z0-9])");
      var own = 0;
      if (entry.inHeading.search(start) >= 0) { own += whole.test(entry.inHeading) ? 40 : 25; }
      if (entry.inTitle.search(start) >= 0) { own += (whole.test(entry.inTitle) ? 20 : 12) * (entry.heading ? 0.5 : 2); }
      var count = (entry.inText.match(start) || []).length;
      if (count) { own += 2 + 3 * Math.log(1 + count); }
      if (own) { hits += 1; score += own; }
    });
    if (hits < words.length) { return 0; }
    var name = (entry.heading ? entry.inHeading : entry.inTitle).trim();
    if (name === phrase) { score += 100; } else if (name.indexOf(phrase) === 0) { score += 40; }
    else if (words.length > 1 && entry.inText.indexOf(phrase) >= 0) { score += 10; }
    return score + (preferred[entry.kind] || 0);
  }

  function search(entries, query) {
    var phrase = plain(query).trim().replace(/\s+/g, " ");
    var words = phrase.split(" ").filter(function (word) { return /[a-z0-9]/.test(word); });
    if (!words.length) { return { words: [], results: [] }; }
    var results = entries
      .map(function (entry, place) { return { entry: entry, place: place, score: scored(entry, words, phrase) }; })
      .filter(function (result) { return result.score > 0; })
      .sort(function (a, b) { return b.score - a.score || a.place - b.place; });
    return { words: words, results: results };
  }

  /* The words around the first hit, with the hits marked. Text only: nothing of the index is read as HTML. */
  function snippet(entry, words) {
    var hit = new RegExp("(^|[^A-Za-z0-9])(" + words.map(escaped).join("|") + ")", "i").exec(entry.text);
    var from = hit ? Math.max(0, hit.index - 50) : 0;
    if (from) { from = entry.text.indexOf(" ", from) + 1; }
    var part = (from ? "… " : "") + entry.text.slice(from, from + 150) + (entry.text.length > from + 150 ? " …" : "");
    var box = document.createElement("span");
    box.className = "snippet";
    part.split(new RegExp("(\\b(?:" + words.map(escaped).join("|") + "))", "i")).forEach(function (piece, place) {
      if (place % 2) { box.appendChild(document.createElement("mark")).textContent = piece; }
      else { box.appendChild(document.createTextNode(piece)); }
    });
    return box;
  }

  function row(result, words) {
    var entry = result.entry, link = document.createElement("a");
    link.href = root + entry.address;
    link.appendChild(document.createElement("strong")).textContent = entry.heading || entry.title;
    var where = document.createElement("span");
    where.className = "where-found";
    where.textContent = entry.kind + (entry.heading && entry.title !== entry.kind ? " · " + entry.title : "");
    link.appendChild(where);
    link.appendChild(snippet(entry, words));
    return link;
  }

  function counted(number, query) {
    if (!number) { return "Nothing found for \u201c" + query + "\u201d. Try another word, or only its beginning."; }
    return number + (number === 1 ? " result" : " results") + " for \u201c" + query + "\u201d.";
  }

  function suggest() {
    var query = input.value.trim();
    if (query.length < 2) { close(); status.textContent = ""; return; }
    withIndex(function (entries) {
      if (input.value.trim() !== query) { return; }
      var found = search(entries, query);
      panel.textContent = "";
      found.results.slice(0, 8).forEach(function (result) { panel.appendChild(row(result, found.words)); });
      if (!found.results.length) {
        panel.appendChild(document.createElement("p")).textContent = counted(0, query);
      } else if (found.results.length > 8) {
        var all = panel.appendChild(document.createElement("a"));
        all.href = base + "search.html?q=" + encodeURIComponent(query);
        all.textContent = "All " + found.results.length + " results";
      }
      panel.hidden = false;
      status.textContent = counted(found.results.length, query);
    });
  }

  function close() { panel.hidden = true; }

  function step(event, links, first) {
    var place = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && place < links.length - 1) { links[place + 1].focus(); event.preventDefault(); }
    if (event.key === "ArrowUp" && place >= 0) { (place ? links[place - 1] : first).focus(); event.preventDefault(); }
  }

  function linksIn(box) { return Array.prototype.slice.call(box.querySelectorAll("a")); }

  form.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { close(); input.focus(); }
    else if (!panel.hidden) { step(event, linksIn(panel), input); }
    else if (page && event.key === "ArrowDown") { step(event, linksIn(page), input); }
  });
  form.addEventListener("focusout", function (event) {
    if (!form.contains(event.relatedTarget)) { close(); }
  });
  panel.addEventListener("mousedown", function (event) { event.preventDefault(); });
  document.addEventListener("keydown", function (event) {
    var at = event.target, typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable;
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  if (!page) { input.addEventListener("input", suggest); return; }

  /* The page of results: all of them, kept in step with the box. */
  var count = document.getElementById("search-count");
  function list() {
    var query = input.value.trim();
    if (!query) { return; }
    withIndex(function (entries) {
      var found = search(entries, query);
      page.textContent = "";
      found.results.slice(0, 100).forEach(function (result) {
        page.appendChild(document.createElement("li")).appendChild(row(result, found.words));
      });
      count.textContent = counted(found.results.length, query);
      status.textContent = count.textContent;
    });
  }
  page.addEventListener("keydown", function (event) { step(event, linksIn(page), input); });
  form.addEventListener("submit", function (event) { event.preventDefault(); list(); });
  input.addEventListener("input", list);
  input.value = new URLSearchParams(window.location.search).get("q") || "";
  list();
}());
