// The list of recurring wordings, over the data that clusters.js holds.
"use strict";
(() => {
  const { make, link, head, number, choices, list } = minerListing;
  const causes = JSON.parse(document.getElementById("listing").dataset.causes);
  const form = document.getElementById("filters");
  const span = (years) => {
    const [first, last] = [years[0], years[years.length - 1]];
    return !years.length ? "—" : first === last ? String(first) : first + "–" + last;
  };
  choices(form.elements.year, minerClusters.flatMap((row) => row[7]));

  list({
    rows: minerClusters,
    show: ([page, title, , cause, size, departments, documents, years]) =>
      make(
        "tr",
        head(link("cluster/" + page + ".html", title)),
        Object.assign(make("td", causes[cause] || cause), { className: "cause" }),
        number(size),
        number(departments),
        number(documents),
        Object.assign(make("td", span(years)), { className: "nowrap" }),
      ),
    words: (row) => row[1] + " " + row[2],
    keeps: {
      cause: (row, value) => row[3] === value,
      departments: (row, value) => row[5] >= Number(value),
      year: (row, value) => row[7].includes(Number(value)),
    },
  });
})();
