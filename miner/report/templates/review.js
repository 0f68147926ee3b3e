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
  const NEEDED = new Set(["comment", "split", "named"]);
  const SHAPING = new Set(["excluded", "split", "merged", "named"]); // what makes the page another

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
      if (SHAPING.has(found.judgement.verdict) && location.pathname.includes("/cluster/")) location.reload();
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
    const choices = block.dataset.choices.split(/\s+/).filter(Boolean);
    if (choices.includes("excluded")) noteLabel.firstChild.textContent = say("移出的原因，或新组的名称", "Why it is taken out, or the name of the new group");
    else if (choices.includes("named")) noteLabel.firstChild.textContent = say("说明，或名称", "Note, or name");
    for (const verdict of choices.filter((one) => one !== "merged")) {
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
    if (choices.includes("merged")) form.append(merging(block, name));
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

  /** The part of a cluster's form by which another is found that this one is merged into. */
  function merging(block, name) {
    const field = make("input", { type: "search", autocomplete: "off", maxLength: 200 });
    const label = make("label", {}, make("span", {}, say("并入另一组：按文字或编号查找", "Merge into another: find it by words or id")), field);
    const list = make("ul", { className: "candidates" });
    list.setAttribute("aria-live", "polite");
    let asked = 0;
    const look = async () => {
      const number = ++asked;
      const words = field.value.trim();
      if (!words) return list.replaceChildren();
      const found = await ask("api/clusters?" + new URLSearchParams({ words })).catch((error) => ({ wrong: error.message }));
      if (number !== asked) return;
      if (found.wrong) return list.replaceChildren(make("li", { className: "wrong" }, found.wrong));
      const others = found.clusters.filter((one) => one.cluster_id !== block.dataset.key);
      list.replaceChildren(
        ...others.map((one) => {
          const button = make("button", { type: "button", className: "quiet" }, NAMES.merged);
          button.addEventListener("click", () => {
            if (!name.reportValidity()) return;
            rename(name.value);
            send(block, () => add("cluster", block.dataset.key, "merged", one.cluster_id));
          });
          return make("li", {}, button, ` ${one.title} `, make("small", {}, `${one.size} · ${one.cluster_id}`));
        }),
      );
      if (!others.length) list.append(make("li", { className: "none" }, say("没有找到", "None")));
      else if (found.total > found.clusters.length) list.append(make("li", { className: "none" }, say(`共 ${found.total} 组，请写得更具体`, `${found.total} in all: be more specific`)));
    };
    let waiting = 0;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 200);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      look();
    });
    return make("div", { className: "merging" }, label, list);
  }

  // Members of a cluster that are chosen together, to be taken out or set apart.
  const chosen = new Set();
  let bar = null;
  function choosable(block) {
    const box = make("input", { type: "checkbox" });
    const label = make("label", { className: "choose" }, box, " ", say("选中", "choose"));
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(block);
      else chosen.delete(block);
      shape();
    });
    block.append(label);
  }
  function shape() {
    if (!bar) {
      const note = make("input", { type: "text", maxLength: 200, autocomplete: "off" });
      const name = make("input", { type: "text", maxLength: 200, value: reviewer, required: true });
      name.dataset.reviewer = "";
      const status = make("p", { className: "count" });
      status.setAttribute("role", "status");
      const act = async (verdict) => {
        if (verdict === "split" && !note.value.trim()) note.setCustomValidity(NOTES.split);
        else note.setCustomValidity("");
        if (!note.reportValidity() || !name.reportValidity()) return;
        rename(name.value);
        let done = 0;
        try {
          for (const block of [...chosen]) {
            await add(block.dataset.kind, block.dataset.key, verdict, note.value.trim());
            chosen.delete(block);
            done += 1;
          }
          location.reload();
        } catch (error) {
          status.textContent = say(`已保存 ${done} 条；`, `${done} saved; `) + error.message;
          status.className = "wrong";
        }
      };
      const buttons = ["split", "excluded"].map((verdict) => {
        const button = make("button", { type: "button" }, NAMES[verdict]);
        button.addEventListener("click", () => act(verdict));
        return button;
      });
      note.addEventListener("input", () => note.setCustomValidity(""));
      bar = make(
        "form",
        { id: "shaping", className: "judging" },
        status,
        make("label", {}, make("span", {}, say("新组的名称，或移出的原因", "Name of the new group, or why they are taken out")), note),
        make("label", {}, make("span", {}, say("复核人", "Reviewer")), name),
        make("span", { className: "choices" }, ...buttons),
      );
      bar.addEventListener("submit", (event) => event.preventDefault());
      document.body.append(bar);
    }
    bar.hidden = !chosen.size;
    const status = bar.querySelector("p");
    status.className = "count";
    status.textContent = say(`选中 ${chosen.size} 条`, `${chosen.size} chosen`);
  }

  /** Make a block usable. */
  function equip(block) {
    if (block.dataset.ready) return;
    block.dataset.ready = "yes";
    for (const line of block.querySelectorAll(":scope > .judgement[data-judgement]")) undoable(block, line);
    block.classList.toggle("judged", block.querySelector(":scope > .judgement") !== null);
    if (!block.dataset.choices.trim()) return;
    const member = block.dataset.choices.includes("excluded");
    const words = member ? say("移出或另立", "Take out, or set apart") : say("复核", "Review");
    const opener = make("button", { type: "button", className: "quiet opener" }, words);
    opener.addEventListener("click", () => open(block, opener));
    block.append(opener);
    if (member) choosable(block);
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
