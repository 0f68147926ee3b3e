// The filter over long lists. Without scripts the lists are whole and the filter is not shown.
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
