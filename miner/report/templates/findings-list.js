// The list of findings, over the data that findings.js holds.
"use strict";
(() => {
  const { make, badge, link, head, choices, list } = minerListing;
  const { documents, states: judged } = minerFindings;
  const rows = minerFindings.findings.map((one, row) => [...one, judged[row] || "open"]);
  const table = document.getElementById("listing");
  const severities = JSON.parse(table.dataset.severities);
  const states = JSON.parse(table.dataset.states);
  const form = document.getElementById("filters");
  choices(document.getElementById("departments"), documents.map((d) => d[1]));
  choices(form.elements.year, documents.map((d) => d[2]));

  function show([number, severity, rule, message, anchor, pages, state]) {
    const [page, department, year, , home] = documents[number];
    return make(
      "tr",
      make("td", badge(severity, severities[severity] || severity)),
      head(home ? link("department/" + home + ".html", department) : department),
      Object.assign(make("td", year ? link("doc/" + page + ".html", String(year)) : ""), { className: "nowrap" }),
      Object.assign(make("td", link("doc/" + page + ".html#" + anchor, message), " ", make("code", rule)), {
        className: "said",
      }),
      Object.assign(make("td", pages.map((p) => table.dataset.pageWord.replace("{n}", p)).join(" ")), {
        className: "where",
      }),
      make("td", state !== "open" ? badge("review-" + state, states[state] || state) : ""),
    );
  }

  list({
    rows,
    show,
    words: (row) => row[3],
    keeps: {
      severity: (row, value) => row[1] === value,
      rule: (row, value) => row[2] === value,
      department: (row, value) => documents[row[0]][1].includes(value),
      year: (row, value) => String(documents[row[0]][2]) === value,
      state: (row, value) => row[6] === value,
    },
  });
})();
