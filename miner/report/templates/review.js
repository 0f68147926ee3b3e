// Review in the browser: what reviewers say beside every finding, figure, explanation and cluster.
//
// A block is `.review` with data-kind, data-key and data-choices (the verdicts that it offers). What is said goes to the
// server at once, and the answer says what stands now, whoever said it.
"use strict";
const minerReview = (() => {
  const zh = document.documentElement.lang.startsWith("zh");
  const say = (chinese, english) => (zh ? chinese : english);
  const root = new URL(".", document.querySelector("script[src$='review.js']").src);
  const token = document.body.dataset.token;
  const NAMES = {
    confirmed: say("属实", "Confirm"),
    dismissed: say("排除", "Dismiss"),
    comment: say("备注", "Comment"),
    excluded: say("移出该组", "Take out"),
    split: say("另立一组", "Group of its own"),
    merged: say("并入另一组", "Merge into another"),
    named: say("命名", "Name"),
  };
  const NOTES = {
    comment: say("备注（必填）", "Remark (needed)"),
    split: say("新组的名称（必填）", "Name of the new group (needed)"),
    named: say("名称（必填）", "Name (needed)"),
  };
  const NEEDED = new Set(["comment", "split", "named", "merged"]);

  // ------------------------------------------------------------------------------------------------------- the reviewer

  const STORED = "miner-reviewer";
  let reviewer = "";
  try {
    reviewer = localStorage.getItem(STORED) || "";
  } catch {
    // A browser that keeps nothing: the name is asked for on every page.
  }
  reviewer ||= document.body.dataset.reviewer || "";

  function rename(name) {
    reviewer = name.trim();
    try {
      localStorage.setItem(STORED, reviewer);
    } catch {
      // As above.
    }
    for (const field of document.querySelectorAll("input[data-reviewer]")) field.value = reviewer;
  }

  // --------------------------------------------------------------------------------------------------------- the server

  async function ask(address, options = {}) {
    let answer;
    try {
      answer = await fetch(new URL(address, root), {
        ...options,
        headers: { "X-Miner-Token": token, "Content-Type": "application/json" },
      });
    } catch {
      throw new Error(say("连不上 miner serve：它可能已停止。没有保存。", "miner serve cannot be reached; it may have stopped. Nothing was saved."));
    }
    const found = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      const words = [found.message, found.remedy].filter(Boolean).join(" ");
      throw new Error(words || say(`没有保存（${answer.status}）`, `Nothing was saved (${answer.status})`));
    }
    return found;
  }

  const add = (kind, key, verdict, note) =>
    ask("api/judgements", {
      method: "POST",
      body: JSON.stringify({ target_kind: kind, target_key: key, verdict, note, reviewer }),
    });
  const withdraw = (id) => ask("api/judgements/" + encodeURIComponent(id), { method: "DELETE" });

  // ----------------------------------------------------------------------------------------------------------- elements

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  function judgement(block, one) {
    const line = make("p", { className: "judgement " + one.verdict });
    line.dataset.judgement = one.judgement_id;
    line.append(make("strong", {}, one.verdict_name));
    if (one.note) line.append(" ", make("q", {}, one.note));
    line.append(" ", make("small", {}, `${one.reviewer} · ${one.moment}`));
    undoable(block, line);
    return line;
  }

  function undoable(block, line) {
    const button = make("button", { type: "button", className: "quiet undo" }, say("撤回", "Withdraw"));
    button.setAttribute("aria-label", say("撤回这条意见", "Withdraw this judgement"));
    button.addEventListener("click", () => send(block, () => withdraw(line.dataset.judgement)));
    line.append(" ", button);
  }

  /** Do something that changes a block, and show what stands then, or why it was not done. */
  async function send(block, action) {
    const wrong = block.querySelector(".wrong");
    if (wrong) wrong.remove();
    block.setAttribute("aria-busy", "true");
    try {
      const found = await action();
      show(block, found.standing);
      block.dispatchEvent(new CustomEvent("judged", { bubbles: true, detail: found }));
      return found;
    } catch (error) {
      const message = make("p", { className: "wrong" }, error.message);
      message.setAttribute("role", "alert");
      block.append(message);
      return null;
    } finally {
      block.removeAttribute("aria-busy");
    }
  }

  function show(block, standing) {
    for (const line of block.querySelectorAll(":scope > .judgement")) line.remove();
    block.prepend(...standing.map((one) => judgement(block, one)));
    block.classList.toggle("judged", standing.length > 0);
  }

  /** The form of a block: one button for each verdict, a note, the reviewer's name where it is not known. */
  function open(block, opener) {
    const form = make("form", { className: "judging" });
    const note = make("textarea", { rows: 2, maxLength: 10000, name: "note" });
    const noteLabel = make("label", {}, make("span", {}, say("说明（可不填）", "Note (optional)")), note);
    const name = make("input", { name: "reviewer", value: reviewer, maxLength: 200, autocomplete: "name", required: true });
    name.dataset.reviewer = "";
    const nameLabel = make("label", { className: "reviewer" }, make("span", {}, say("复核人", "Reviewer")), name);
    const buttons = make("span", { className: "choices" });
    for (const verdict of block.dataset.choices.split(/\s+/).filter(Boolean)) {
      const button = make("button", { type: "submit", value: verdict, className: verdict }, NAMES[verdict] || verdict);
      buttons.append(button);
    }
    const cancel = make("button", { type: "button", className: "quiet" }, say("取消", "Cancel"));
    const close = () => {
      form.remove();
      opener.hidden = false;
      opener.focus();
    };
    cancel.addEventListener("click", close);
    buttons.append(cancel);
    form.append(noteLabel, nameLabel, buttons);
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") close();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const verdict = event.submitter ? event.submitter.value : "comment";
      rename(name.value);
      note.setCustomValidity("");
      if (NEEDED.has(verdict) && !note.value.trim()) {
        note.setCustomValidity(NOTES[verdict] || NOTES.comment);
        note.reportValidity();
        note.addEventListener("input", () => note.setCustomValidity(""), { once: true });
        return;
      }
      if (await send(block, () => add(block.dataset.kind, block.dataset.key, verdict, note.value.trim()))) close();
    });
    opener.hidden = true;
    block.append(form);
    (reviewer ? note : name).focus();
  }

  /** Make a block usable. */
  function equip(block) {
    if (block.dataset.ready) return;
    block.dataset.ready = "yes";
    for (const line of block.querySelectorAll(":scope > .judgement[data-judgement]")) undoable(block, line);
    block.classList.toggle("judged", block.querySelector(":scope > .judgement") !== null);
    const opener = make("button", { type: "button", className: "quiet opener" }, say("复核", "Review"));
    opener.addEventListener("click", () => open(block, opener));
    block.append(opener);
  }

  /** A block that is not in the page as it came. */
  function fresh(kind, key, choices = "confirmed dismissed comment") {
    const block = make("div", { className: "review" });
    Object.assign(block.dataset, { kind, key, choices });
    equip(block);
    refresh([block], new URLSearchParams({ standing: "true", kind, key }));
    return block;
  }

  /** Bring what others said into blocks. */
  async function refresh(blocks, query) {
    let found;
    try {
      found = await ask("api/judgements?" + query);
    } catch {
      return; // what is shown stays; who judges next learns why
    }
    const by = Map.groupBy
      ? Map.groupBy(found.judgements, (one) => one.target_kind + " " + one.target_key)
      : found.judgements.reduce((all, one) => {
          const target = one.target_kind + " " + one.target_key;
          return all.set(target, [...(all.get(target) || []), one]);
        }, new Map());
    for (const block of blocks) {
      const standing = by.get(block.dataset.kind + " " + block.dataset.key) || [];
      const ids = Array.from(block.querySelectorAll(":scope > .judgement"), (line) => line.dataset.judgement);
      if (ids.join() !== standing.map((one) => one.judgement_id).join()) show(block, standing);
    }
  }

  const blocks = () => Array.from(document.querySelectorAll(".review[data-choices]"));
  for (const block of blocks()) equip(block);

  function refreshAll() {
    const all = blocks();
    if (document.hidden || !all.length) return;
    const query = new URLSearchParams({ standing: "true" });
    const part = /\/(?:doc|page)\/([^/]+)\.html$/.exec(location.pathname);
    if (part) query.set("document", part[1]);
    refresh(all, query);
  }
  document.addEventListener("visibilitychange", refreshAll);
  setInterval(refreshAll, 30000);

  // The list of all judgements.
  for (const button of document.querySelectorAll("#judgements button.undo")) {
    button.addEventListener("click", async () => {
      try {
        await withdraw(button.dataset.judgement);
        const row = button.closest("tr");
        row.classList.add("withdrawn");
        button.replaceWith(make("span", {}, say("已撤回", "withdrawn")));
      } catch (error) {
        const message = make("p", { className: "wrong" }, error.message);
        message.setAttribute("role", "alert");
        button.after(message);
      }
    });
  }

  return { say, make, ask, add, send, rename, fresh, equip, reviewer: () => reviewer };
})();
