// Long lists: filters over the data of another script, and rows made as they are needed.
//
// A page's own script calls minerListing with its data: `rows`, `show` (a row's element), `keeps` (for each field of the
// form whether a row fits its value; fields without one are left alone) and `words` (what a row says, for the search).
"use strict";
const minerListing = (() => {
  const STEP = 200;

  const make = (name, ...children) => {
    const element = document.createElement(name);
    element.append(...children);
    return element;
  };
  const tools = {
    make,
    badge: (tone, words) => Object.assign(make("span", words), { className: "badge " + tone }),
    link: (href, words) => Object.assign(make("a", words), { href }),
    head: (...children) => Object.assign(make("th", ...children), { scope: "row" }),
    number: (value) => Object.assign(make("td", String(value)), { className: "n" }),
    /** Add choices to a field or a list of suggestions: the different values, in order. */
    choices: (element, values) => {
      const different = [...new Set(values.filter(Boolean))].sort();
      element.append(...different.map((value) => Object.assign(make("option"), { value, textContent: value })));
    },
  };

  function list({ rows, show, keeps, words }) {
    const table = document.getElementById("listing");
    const form = document.getElementById("filters");
    const more = document.getElementById("more");
    const count = document.getElementById("count");
    const body = table.tBodies[0];
    const fields = Object.fromEntries(Array.from(form.elements, (field) => [field.name, field]));
    let shown = [];
    let rendered = 0;

    function extend() {
      const next = shown.slice(rendered, rendered + STEP);
      body.append(...next.map(show));
      rendered += next.length;
      more.hidden = rendered >= shown.length;
    }

    function apply() {
      const wanted = Object.entries(fields)
        .map(([name, field]) => [name, field.value.trim()])
        .filter(([, value]) => value);
      const tests = wanted.filter(([name]) => keeps[name]).map(([name, value]) => (row) => keeps[name](row, value));
      const sought = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (sought.length) {
        tests.push((row) => {
          const text = words(row).toLowerCase();
          return sought.every((word) => text.includes(word));
        });
      }
      shown = rows.filter((row) => tests.every((test) => test(row)));
      body.replaceChildren();
      rendered = 0;
      extend();
      count.textContent = count.dataset.of.replace("{n}", shown.length).replace("{all}", rows.length);
      const query = new URLSearchParams(wanted).toString();
      history.replaceState(null, "", query ? "#" + query : location.pathname + location.search);
    }

    // The filters stand in the address, so that "back" from a row finds them again.
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      if (fields[name]) fields[name].value = value;
    }
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    more.addEventListener("click", extend);
    form.hidden = table.hidden = false;
    apply();
  }
  return { list, ...tools };
})();
