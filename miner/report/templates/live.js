// What only the live pages have: the switch of language keeps the search, and searched words are marked in the text.
"use strict";
(() => {
  const query = new URLSearchParams(location.search);

  const language = document.querySelector("a.language");
  if (language) {
    const wanted = new URL(language.href, location.href).searchParams.get("lang");
    const follow = () => {
      const kept = new URLSearchParams(location.search);
      kept.set("lang", wanted);
      language.href = "?" + kept + location.hash;
    };
    follow();
    language.addEventListener("focus", follow);
    language.addEventListener("pointerdown", follow);
  }

  // Words that were searched for, in the text and the tables of a document: as the index sees them, blanks and the
  // marks between characters do not count.
  const words = (query.get("words") || "").split(/\s+/).filter(Boolean);
  const text = document.querySelectorAll("section.text p, section.text h3, table.sheet td, table.sheet th");
  if (words.length && text.length && window.Highlight && CSS.highlights) {
    const plain = (c) => (/[\s"'“”‘’（）()《》〈〉「」【】\[\]]/.test(c) ? "" : c.normalize("NFKC").toLowerCase());
    const wanted = words.map((word) => Array.from(word, plain).join("").replaceAll(",", "")).filter(Boolean);
    const highlight = new Highlight();
    for (const element of text) {
      let flat = "";
      const places = [];
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(".verdict, .ref, small")) continue;
        for (let at = 0; at < node.data.length; at++) {
          const c = plain(node.data[at]);
          if (c === "," && /\d/.test(node.data[at + 1] || "")) continue;
          for (const one of c) {
            flat += one;
            places.push([node, at]);
          }
        }
      }
      for (const word of wanted) {
        for (let at = flat.indexOf(word); at >= 0; at = flat.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(...places[at]);
          const [node, last] = places[at + word.length - 1];
          range.setEnd(node, last + 1);
          highlight.add(range);
        }
      }
    }
    CSS.highlights.set("found", highlight);
  }
})();
