/* The search of the handbook. No library, no network, no fetch: it works on pages that were opened from a folder.
   The index is a script of its own and is loaded when somebody first searches. */
(function () {
  "use strict";

  var base = document.currentScript.src.replace(/site\.js(\?.*)?$/, "");
  var root = base.replace(/[^/]+\/$/, "");
  var form = document.querySelector("form.search");
  if (!form) { return; }
  var input = form.querySelector("input");
  var panel = form.querySelector(".found");
  var status = form.querySelector("[role=status]");
  var page = document.getElementById("search-results");
  var waiting = null;

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/\u2019/g, "'").replace(/[_\-\u2013]+/g, " ");
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

  var letter = "[\\p{L}\\p{N}]", other = "[^\\p{L}\\p{N}]";

  function escaped(text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }

  /* Between equally good places: first what a word means, then where it is taught, then how it is computed. */
  var preferred = { Glossary: 20, Day: 12, Lesson: 8, Indicator: 4, Agenda: -12, Source: -30, Method: -10 };

  /* Words of a question that every page has. */
  var small = " a an and are be by calculate can compute define definition did do does estimate explain explanation find for from get how i in is it me my of on or show the to versus vs what when where which who why with you ";

  function isSmall(word) { return small.indexOf(" " + word + " ") >= 0; }

  function telling(phrase) {
    var kept = phrase.split(" ").filter(function (word) { return !isSmall(word); });
    return kept.length ? kept.join(" ") : phrase;
  }

  function singular(word) { return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word; }

  /* A word counts where another word starts with it; titles count most, then headings, then the text. */
  function scored(entry, words, phrase) {
    var score = 0, hits = 0;
    words.forEach(function (word) {
      var one = singular(word);
      var start = new RegExp(other + escaped(one), "gu");
      var whole = new RegExp(other + escaped(one) + "s?(?!" + letter + ")", "u");
      var own = 0;
      if (entry.inHeading.search(start) >= 0) { own += whole.test(entry.inHeading) ? 40 : word.length < 4 ? 10 : 25; }
      if (entry.inTitle.search(start) >= 0) { own += (whole.test(entry.inTitle) ? 20 : 12) * (entry.heading ? 0.5 : 2); }
      var count = (entry.inText.match(start) || []).length;
      if (count) { own += (whole.test(entry.inText) ? 4 : 2) + 3 * Math.log(1 + count); }
      if (own) { hits += 1; score += own; }
    });
    if (hits < words.length) { return 0; }
    var name = (entry.heading ? entry.inHeading : entry.inTitle).trim();
    if (name === phrase) { score += 100; } else if (name.indexOf(phrase) === 0) { score += 40; }
    else if (name.split(" ").every(function (word) { return words.indexOf(word) >= 0; })) { score += 15; }
    else if (words.length > 1 && entry.inText.indexOf(phrase) >= 0) { score += 10; }
    return Math.max(0.5, score + (preferred[entry.kind] || 0));
  }

  function found(entries, phrase) {
    var words = telling(phrase).split(" ").filter(function (word) { return /[\p{L}\p{N}]/u.test(word); });
    if (!words.length) { return { words: [], results: [] }; }
    var results = entries
      .map(function (entry, place) { return { entry: entry, place: place, score: scored(entry, words, phrase) }; })
      .filter(function (result) { return result.score > 0; })
      .sort(function (a, b) { return b.score - a.score || a.place - b.place; });
    return { words: words, results: results };
  }

  /* Where no place has all the words: the places with most of them. */
  function some(entries, phrase) {
    var words = telling(phrase).split(" "), most = 1;
    var results = entries.map(function (entry, place) {
      var each = words.map(function (word) { return found([entry], word).results[0]; }).filter(Boolean);
      most = Math.max(most, each.length);
      return { entry: entry, place: place, hits: each.length,
               score: each.reduce(function (sum, result) { return sum + result.score; }, 0) };
    }).filter(function (result) { return result.hits === most; })
      .sort(function (a, b) { return b.score - a.score || a.place - b.place; });
    return { words: words, results: results };
  }

  /* What the phrase stands for, or its telling words, or the longest part of it: "how do I hand in" is the exercise. */
  function meaning(phrase) {
    var known = window.labkitWords || {}, short = telling(phrase), parts = phrase.split(" ");
    var one = short.split(" ").map(singular).join(" ");
    if (known[phrase] || known[short] || known[one]) { return known[phrase] || known[short] || known[one]; }
    for (var long = parts.length - 1; long > 1; long -= 1) {
      for (var from = 0; from + long <= parts.length; from += 1) {
        var part = parts.slice(from, from + long).join(" ");
        var rest = parts.slice(0, from).concat(parts.slice(from + long));
        if (known[part] && rest.every(isSmall)) { return known[part]; }
      }
    }
    return "";
  }

  /* The place of the handbook that a word leads to. */
  function at(entries, address) {
    var place = entries.findIndex(function (entry) { return entry.address === "handbook/" + address; });
    return { words: [], results: place < 0 ? [] : [{ entry: entries[place], place: place, score: 1 }] };
  }

  /* The course writes "labour", and "formalisation"; a function's name is not touched. */
  function british(word) {
    return word.replace(/^labor$/, "labour").replace(/([a-z]{4})iz(ation|ed|ing|e)$/, function (whole, start, end) {
      return (window.labkitWords || {})[whole] || vocabulary(prepared())[whole] ? whole : start + "is" + end;
    });
  }

  /* What was typed, and what it stands for: "CI" is a confidence interval. A misspelt word is mended. */
  function search(entries, query) {
    var name = query.trim().replace(/^(lk|labkit)\.(\w+\.)*(?=\w)/, "").replace(/\(.*$/, "");
    var phrase = plain(name || query).trim().replace(/\s+/g, " ").split(" ").map(british).join(" ");
    var known = name === query.trim() && query.indexOf("_") < 0 && meaning(phrase);  // else it is a function's name
    var meant = known && known.split("!")[0].trim(), note = known && known.indexOf("!") >= 0 ? known.split("!")[1].trim() : "";
    if (note && !meant) { return { words: [], results: [], instead: "", note: note }; }
    var first = !meant ? { words: [], results: [] } : meant[0] === ">" ? at(entries, meant.slice(1)) : found(entries, plain(meant));
    var second = found(entries, phrase);
    var seen = first.results.map(function (result) { return result.place; });
    var results = first.results.concat(second.results.filter(function (r) { return seen.indexOf(r.place) < 0; }));
    if (results.length || note) {
      return { words: first.words.concat(second.words), results: results, instead: "", note: note };
    }
    var better = mended(entries, phrase);
    if (!better) {
      var few = some(entries, phrase);
      return { words: few.words, results: few.results, instead: "", few: true };
    }
    var again = search(entries, better);
    again.instead = better;
    return again;
  }

  /* The words of the pages, with how often they come; those of titles, headings and the search's own words count more. */
  function vocabulary(entries) {
    if (!window.labkitVocabulary) {
      var known = {};
      function add(text, weight) {
        text.split(/[^\p{L}\p{N}]+/u).forEach(function (word) {
          if (word.length > 2) { known[word] = (known[word] || 0) + weight; }
        });
      }
      entries.forEach(function (entry) { add(entry.inTitle, 2); add(entry.inHeading, 5); });
      Object.keys(window.labkitWords || {}).forEach(function (word) { add(word, 5); });
      window.labkitSubjects = Object.keys(known);
      entries.forEach(function (entry) { add(entry.inText, 1); });
      window.labkitVocabulary = known;
    }
    return window.labkitVocabulary;
  }

  /* How many letters differ: left out, added, changed, or two that changed places. */
  function distance(one, two, most) {
    if (Math.abs(one.length - two.length) > most) { return most + 1; }
    var before = [], last = [], row;
    for (var j = 0; j <= two.length; j += 1) { last.push(j); }
    for (var i = 1; i <= one.length; i += 1) {
      row = [i];
      for (j = 1; j <= two.length; j += 1) {
        var same = one[i - 1] === two[j - 1] ? 0 : 1;
        row.push(Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + same));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[two.length];
  }

  /* A misspelt word becomes the nearest word of a title or heading; short words, and words with another first letter, are
     other words: "USB" is not "use", "scatter" not "matter". */
  function mended(entries, phrase) {
    var known = vocabulary(entries), words = Object.keys(known), changed = false;
    var better = phrase.split(" ").map(function (word) {
      if (known[word] || word.length < 5 || words.some(function (other) { return other.indexOf(word) === 0; })) { return word; }
      var most = word.length < 7 ? 1 : word.length < 11 ? 2 : 3, best = "", least = most + 1;
      window.labkitSubjects.forEach(function (candidate) {
        if (candidate[0] !== word[0]) { return; }
        var far = distance(word, candidate, most);
        if (far < least || (far === least && best && known[candidate] > known[best])) { best = candidate; least = far; }
      });
      if (best && least <= most) { changed = true; return best; }
      return word;
    }).join(" ");
    return changed ? better : "";
  }

  window.labkitSearch = function (query, then) {
    withIndex(function (entries) { then(search(entries, query)); });
  };

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

  function counted(query, found) {
    var number = found.results.length;
    if (found.note) { return found.note; }
    if (found.instead) { return "Nothing found for \u201c" + query + "\u201d. Did you mean \u201c" + found.instead + "\u201d?"; }
    if (found.few && number) { return "Nothing has all of \u201c" + query + "\u201d. Here is some of it:"; }
    if (!number) { return "These pages have nothing on \u201c" + query + "\u201d. Try another word, or only its beginning."; }
    return number + (number === 1 ? " result" : " results") + " for \u201c" + query + "\u201d.";
  }

  function suggest() {
    var query = input.value.trim();
    if (query.length < 2) { close(); status.textContent = ""; return; }
    withIndex(function (entries) {
      if (input.value.trim() !== query) { return; }
      var found = search(entries, query);
      panel.textContent = "";
      if (found.note || found.instead || found.few || !found.results.length) {
        panel.appendChild(document.createElement("p")).textContent = counted(query, found);
      }
      found.results.slice(0, 8).forEach(function (result) { panel.appendChild(row(result, found.words)); });
      if (found.results.length > 8) {
        var all = panel.appendChild(document.createElement("a"));
        all.href = base + "search.html?q=" + encodeURIComponent(query);
        all.textContent = "All " + found.results.length + " results";
      }
      panel.hidden = false;
      status.textContent = counted(query, found);
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
      count.textContent = counted(query, found);
      status.textContent = count.textContent;
    });
  }
  page.addEventListener("keydown", function (event) { step(event, linksIn(page), input); });
  form.addEventListener("submit", function (event) { event.preventDefault(); list(); });
  input.addEventListener("input", list);
  input.value = new URLSearchParams(window.location.search).get("q") || "";
  list();
}());
