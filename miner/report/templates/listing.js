// The list of findings: filters over the data that findings.js holds, and rows made as they are needed.
"use strict";
(() => {
  const STEP = 200;
  const { documents, states: judged } = minerFindings;
  const findings = minerFindings.findings.map((one, row) => [...one, judged[row] || "open"]);
  const table = document.getElementById("listing");
  const form = document.getElementById("filters");
  const more = document.getElementById("more");
  const count = document.getElementById("count");
  const severities = JSON.parse(table.dataset.severities);
  const states = JSON.parse(table.dataset.states);
  const body = table.tBodies[0];
  const fields = Object.fromEntries(Array.from(form.elements, (field) => [field.name, field]));
  let shown = [];
  let rendered = 0;

  const option = (value) => Object.assign(document.createElement("option"), { value, textContent: value });
  document.getElementById("departments").append(...[...new Set(documents.map((d) => d[1]))].sort().map(option));
  fields.year.append(...[...new Set(documents.map((d) => d[2]).filter(Boolean))].sort().map(option));

  const cell = (name, ...children) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  };
  const badge = (tone, words) => Object.assign(cell("span", words), { className: "badge " + tone });
  const link = (href, words) => Object.assign(cell("a", words), { href });

  function row([number, severity, rule, message, anchor, pages, state]) {
    const [page, department, year] = documents[number];
    const target = "doc/" + page + ".html#" + anchor;
    const head = Object.assign(cell("th", link("doc/" + page + ".html", department)), { scope: "row" });
    const where = pages.map((p) => table.dataset.pageWord.replace("{n}", p)).join(" ");
    return cell(
      "tr",
      cell("td", badge(severity, severities[severity] || severity)),
      head,
      cell("td", String(year || "")),
      cell("td", link(target, message), " ", cell("code", rule)),
      cell("td", where),
      cell("td", state !== "open" ? badge("review-" + state, states[state] || state) : ""),
    );
  }

  function extend() {
    const next = shown.slice(rendered, rendered + STEP);
    body.append(...next.map(row));
    rendered += next.length;
    more.hidden = rendered >= shown.length;
  }

  function apply() {
    const wanted = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value.trim()]));
    const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    shown = findings.filter(([number, severity, rule, message, , , state]) => {
      const [, department, year] = documents[number];
      return (
        (!wanted.severity || severity === wanted.severity) &&
        (!wanted.rule || rule === wanted.rule) &&
        (!wanted.department || department.includes(wanted.department)) &&
        (!wanted.year || String(year) === wanted.year) &&
        (!wanted.state || state === wanted.state) &&
        words.every((word) => message.toLowerCase().includes(word))
      );
    });
    body.replaceChildren();
    rendered = 0;
    extend();
    count.textContent = count.dataset.of.replace("{n}", shown.length).replace("{all}", findings.length);
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value)).toString();
    history.replaceState(null, "", query ? "#" + query : location.pathname + location.search);
  }

  // The filters stand in the address, so that "back" from a finding finds them again.
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (fields[name]) fields[name].value = value;
  }
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", extend);
  form.hidden = table.hidden = false;
  apply();
})();
