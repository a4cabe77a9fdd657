// The page is whole without this. It adds filters, unfolding, and shows all parts of the words a link leads to.
(function () {
  "use strict";
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  all(".js").forEach(function (element) { element.hidden = false; });

  all("[data-filter]").forEach(function (box) {
    var table = document.getElementById(box.dataset.filter);
    var empty = table.closest("section").querySelector(".js-empty");
    box.addEventListener("change", function () {
      var shown = all("input:checked", box).map(function (input) { return input.value; });
      var any = false;
      all("tbody tr", table).forEach(function (row) {
        row.hidden = shown.indexOf(row.dataset.verdict) < 0;
        any = any || !row.hidden;
      });
      empty.hidden = any;
    });
  });

  all("[data-unfold]").forEach(function (button) {
    var table = document.getElementById(button.dataset.unfold);
    button.addEventListener("click", function () {
      var open = button.textContent === "Unfold all";
      all("details", table).forEach(function (details) { details.open = open; });
      button.textContent = open ? "Fold all" : "Unfold all";
    });
  });

  all("[data-find]").forEach(function (input) {
    var table = document.getElementById(input.dataset.find);
    input.addEventListener("input", function () {
      var wanted = input.value.toLocaleLowerCase();
      all("tbody tr", table).forEach(function (row) {
        row.hidden = row.textContent.toLocaleLowerCase().indexOf(wanted) < 0;
      });
    });
  });

  function light() {
    all("mark.lit").forEach(function (mark) { mark.classList.remove("lit"); });
    var target = location.hash.length > 3 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    if (!target || !target.closest(".text")) return;
    var next = target;
    while (next && next.tagName !== "MARK") next = next.nextElementSibling;
    var link = document.querySelector('.margin a[href="' + location.hash + '"]');
    if (!next || !link) return;
    var number = link.textContent;
    all("mark", target.closest(".text")).forEach(function (mark) {
      if (mark.dataset.n.split(" ").indexOf(number) >= 0) mark.classList.add("lit");
    });
  }
  window.addEventListener("hashchange", light);
  light();
})();
