// The filter over long lists, and what is folded away is printed. Without scripts lists are whole and not filtered.
"use strict";
for (const field of document.querySelectorAll("input[data-filter]")) {
  const rows = Array.from(document.querySelectorAll("#" + field.dataset.filter + " tbody tr"), (row) => ({
    row,
    text: row.textContent.toLowerCase(),
  }));
  const count = document.querySelector('output[data-count="' + field.dataset.filter + '"]');
  field.closest("p").hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = words.length ? count.dataset.of.replace("{n}", shown) : "";
  });
}
const opened = [];
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details[data-print]:not([open])")) {
    folded.open = true;
    opened.push(folded);
  }
});
addEventListener("afterprint", () => {
  for (const folded of opened.splice(0)) folded.open = false;
});
