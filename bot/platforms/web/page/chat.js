/* The chat page: asks over a WebSocket, shows answers block by block. Texts
 * that come from outside become text nodes, never mark-up. */
"use strict";

(() => {
  const MAX_BYTES = 4000;          // of a question, as the server counts
  const PATIENCE_MS = 15000;       // before saying that no answer has come
  const RETRY_MS = [300, 700, 1500, 3000, 6000, 12000];
  const STEADY_MS = 5000;          // a connection this old was a good one

  const byId = (id) => document.getElementById(id);
  const log = byId("log");
  const scroller = byId("scroll");
  const input = byId("text");
  const picker = byId("lang");
  const statusLine = byId("status");

  /* ---- small helpers ---- */

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function randomId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  }

  /* Storage may be forbidden; the page then forgets, and works. */
  function recall(storage, key) {
    try { return window[storage].getItem(key); } catch { return null; }
  }

  function keep(storage, key, value) {
    try { window[storage].setItem(key, value); } catch { /* forgotten */ }
  }

  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  /* ---- language ---- */

  function browserLanguage() {
    for (const tag of navigator.languages || [navigator.language || "en"]) {
      if (/^zh\b.*\b(hant|tw|hk|mo)\b/i.test(tag)) return "zh-Hant";
      if (/^zh\b/i.test(tag)) return "zh-Hans";
      if (/^en\b/i.test(tag)) return "en";
    }
    return "en";
  }

  let words = WORDS.en;

  function button(text, onClick) {
    const element = make("button", "chip", text);
    element.type = "button";
    element.addEventListener("click", onClick);
    return element;
  }

  function listOf(parent, texts, item) {
    parent.replaceChildren(...texts.map((text) => {
      const li = make("li");
      li.append(item(text));
      return li;
    }));
  }

  function speak(choice) {
    const tag = choice === "auto" ? browserLanguage() : choice;
    words = WORDS[tag];
    document.documentElement.lang = tag;
    byId("lang-label").textContent = words.language;
    byId("fresh").textContent = words.fresh;
    byId("text-label").textContent = words.question;
    byId("send-label").textContent = words.send;
    byId("hint").textContent = words.hint;
    byId("welcome-title").textContent = words.title;
    byId("welcome-text").textContent = words.text;
    byId("welcome-try").textContent = words.try;
    byId("welcome-note").textContent = words.note;
    input.placeholder = words.placeholder;
    log.setAttribute("aria-label", words.conversation);
    listOf(byId("welcome-can"), words.can, (text) => make("span", "", text));
    listOf(byId("examples"), words.examples,
           (text) => button(text, () => ask(text)));
    for (const element of document.querySelectorAll("[data-word]"))
      element.textContent = words[element.dataset.word];
    if (!statusLine.hidden) statusLine.textContent = words[statusLine.dataset.says];
  }

  /* An element whose words follow the language of the page. */
  function worded(tag, className, word) {
    const element = make(tag, className, words[word]);
    element.dataset.word = word;
    return element;
  }

  /* ---- blocks of an answer ---- */

  function titled(block, className) {
    const section = make("section", className);
    if (block.title) section.append(make("h3", "", block.title));
    return section;
  }

  function paragraph(text, figure) {
    const p = make("p");
    const at = figure ? text.indexOf(figure) : -1;
    if (at < 0) {
      p.textContent = text;
      return p;
    }
    p.append(text.slice(0, at), make("strong", "figure", figure),
             text.slice(at + figure.length));
    return p;
  }

  const draw = {
    headline(block) {
      const head = make("header", "headline");
      if (block.title) {
        const title = make("h2", "", block.title);
        if (block.code) title.append(" ", make("span", "code", block.code));
        head.append(title);
      }
      if (block.text) {
        const p = paragraph(block.text, block.figure);
        if (block.text.length < 120) p.className = "short";
        head.append(p);
      }
      return head;
    },

    text(block) {
      const section = titled(block, "text");
      if (block.text) section.append(paragraph(block.text, block.figure));
      return section;
    },

    facts(block) {
      const section = titled(block, "facts");
      const list = make("dl");
      for (const [label, ...values] of block.rows || []) {
        const pair = make("div");
        pair.append(make("dt", "", label));
        for (const value of values) pair.append(make("dd", "", value));
        list.append(pair);
      }
      section.append(list);
      return section;
    },

    table(block) {
      const section = titled(block, "table");
      const [head = [], ...rows] = block.rows || [];
      const frame = make("div", "wide");
      frame.tabIndex = 0; // so that the keyboard can scroll it
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", block.title || words.table);
      const table = make("table");
      const top = table.createTHead().insertRow();
      for (const cell of head) {
        const th = make("th", "", cell);
        th.scope = "col";
        top.append(th);
      }
      const body = table.createTBody();
      for (const row of rows) {
        const line = body.insertRow();
        row.forEach((cell, i) => {
          const element = make(i === 0 ? "th" : "td",
                               cell.length < 24 ? "short" : "", cell);
          if (i === 0) element.scope = "row";
          line.append(element);
        });
      }
      frame.append(table);
      section.append(frame);
      return section;
    },

    bullets(block) {
      const section = titled(block, "bullets");
      const list = make("ul");
      for (const [text] of block.rows || []) list.append(make("li", "", text));
      section.append(list);
      return section;
    },

    /* The labels say the values; the bars are for the eye only. */
    chart(block) {
      const section = titled(block, "chart");
      const values = block.values || [];
      const most =
        block.scale || Math.max(0, ...values.filter(Number.isFinite));
      const list = make("ul");
      (block.rows || []).forEach(([label], i) => {
        const item = make("li");
        const bar = make("span", "bar");
        bar.setAttribute("aria-hidden", "true");
        const share = most > 0 && values[i] > 0 ? values[i] / most : 0;
        const fill = make("span");
        fill.style.width = `${(100 * share).toFixed(1)}%`;
        bar.append(fill);
        item.append(make("span", "bar-label", label), bar);
        list.append(item);
      });
      section.append(list);
      return section;
    },

    note(block) {
      return make("p", "note", block.text || "");
    },
  };

  function link(text, address) {
    let url;
    try { url = new URL(address); } catch { return document.createTextNode(text); }
    if (url.protocol !== "https:" && url.protocol !== "http:")
      return document.createTextNode(text);
    const a = make("a", "", text);
    a.href = url.href;
    a.target = "_blank";
    a.rel = "noopener noreferrer";
    a.append(make("span", "unseen", `${words.open}${words.newTab}${words.close}`));
    return a;
  }

  function drawSources(answer, signs) {
    const line = make("p", "sources");
    if (answer.sources_label)
      line.append(make("span", "label", answer.sources_label + signs.colon));
    answer.sources.forEach((source, i) => {
      if (i > 0) line.append(" · ");
      line.append(source.url ? link(source.name, source.url) : source.name);
      if (source.date) line.append(signs.comma + source.date);
    });
    return line;
  }

  function drawChoices(answer) {
    const group = make("div", "choices");
    group.setAttribute("role", "group");
    if (answer.choices_label) {
      group.setAttribute("aria-label", answer.choices_label);
      group.append(make("span", "label", answer.choices_label));
    }
    for (const choice of answer.choices)
      group.append(button(choice.label, () => ask(choice.ask || choice.label)));
    return group;
  }

  function drawAnswer(answer) {
    const card = make("article", "answer");
    if (WORDS[answer.lang]) card.lang = answer.lang;
    const signs = WORDS[answer.lang] || words;
    for (const block of answer.blocks || [])
      if (Object.hasOwn(draw, block.type)) card.append(draw[block.type](block));
    if ((answer.sources || []).length) card.append(drawSources(answer, signs));
    if ((answer.choices || []).length) card.append(drawChoices(answer));
    return card;
  }

  /* ---- questions under way ---- */

  const waiting = new Map(); // id -> {text, lang, turn, under, timer, sentAt}

  function scrollTo(element, block) {
    element.scrollIntoView({block, behavior: calm.matches ? "auto" : "smooth"});
  }

  function showUnder(question, element) {
    question.under.replaceChildren(element);
  }

  function typing() {
    const dots = make("p", "typing");
    dots.append(make("span", "dot"), make("span", "dot"), make("span", "dot"),
                worded("span", "unseen", "writing"));
    return dots;
  }

  function problem(text, question) {
    const box = make("div", "problem");
    box.append(text);
    if (question) {
      const again = button("", () => {
        question.turn.remove();
        ask(question.text);
      });
      again.textContent = words.again;
      again.dataset.word = "again";
      box.append(again);
    }
    return box;
  }

  function ask(text) {
    text = text.trim();
    if (!text) return;
    byId("welcome").hidden = true;
    byId("fresh").hidden = false;
    const turn = make("div", "turn");
    const asked = make("p", "asked");
    asked.append(worded("span", "unseen", "you"), make("span", "bubble", text));
    const under = make("div", "under");
    turn.append(asked, under);
    log.append(turn);
    if (new TextEncoder().encode(text).length > MAX_BYTES) {
      under.append(problem(worded("p", "", "tooLong")));
    } else {
      const id = randomId();
      const question = {text, lang: picker.value, turn, under};
      waiting.set(id, question);
      send(id, question);
    }
    scrollTo(turn, "start");
  }

  function settle(id, element) {
    const question = waiting.get(id);
    if (!question) return; // answered before, or of another chat
    clearTimeout(question.timer);
    waiting.delete(id);
    showUnder(question, element);
    scrollTo(question.turn, "start");
  }

  function giveUp(id) {
    const question = waiting.get(id);
    if (heardAt < question.sentAt && socket) {
      socket.close(); // it looks alive, and is not; the next one asks again
      return;
    }
    waiting.delete(id);
    showUnder(question, problem(worded("p", "", "late"), question));
  }

  /* ---- the connection ---- */

  let socket = null; // open, or NULL
  let failures = 0;
  let everOpen = false;
  let heardAt = 0;
  let retry = 0;
  let hideStatus = 0;
  let person = recall("sessionStorage", "careerbot-person");
  if (!/^[A-Za-z0-9_-]{16,64}$/.test(person || "")) forget();

  function forget() {
    person = randomId();
    keep("sessionStorage", "careerbot-person", person);
  }

  function say(word) {
    clearTimeout(hideStatus);
    statusLine.dataset.says = word;
    statusLine.textContent = words[word];
    statusLine.className = word === "back" ? "status good" : "status";
    statusLine.hidden = false;
    if (word === "back")
      hideStatus = setTimeout(() => { statusLine.hidden = true; }, 2500);
  }

  function send(id, question) {
    if (!socket) {
      showUnder(question, worded("p", "note", "queued"));
      return;
    }
    socket.send(JSON.stringify(
      {type: "ask", id, text: question.text, lang: question.lang}));
    question.sentAt = performance.now();
    clearTimeout(question.timer);
    question.timer = setTimeout(() => giveUp(id), PATIENCE_MS);
    showUnder(question, typing());
  }

  function hear(text) {
    heardAt = performance.now();
    let frame;
    try { frame = JSON.parse(text); } catch { return; }
    if (frame.type === "answer") {
      settle(frame.id, drawAnswer(frame.answer));
    } else if (frame.type === "error") {
      const known = {too_long: "tooLong", empty: "empty", bad_frame: "badFrame"};
      settle(frame.id, problem(Object.hasOwn(known, frame.code)
        ? worded("p", "", known[frame.code]) : make("p", "", frame.text)));
    }
  }

  function connect() {
    clearTimeout(retry);
    retry = 0;
    const address = new URL("ws", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(address);
    let openedAt = 0;

    mine.addEventListener("open", () => {
      socket = mine;
      openedAt = performance.now();
      if (everOpen) say("back");
      else statusLine.hidden = true;
      everOpen = true;
      mine.send(JSON.stringify({type: "hello", person}));
      for (const [id, question] of waiting) send(id, question);
    });

    mine.addEventListener("message", (event) => hear(event.data));

    mine.addEventListener("close", () => {
      if (openedAt && performance.now() - openedAt > STEADY_MS) failures = 0;
      if (socket === mine) socket = null;
      for (const question of waiting.values()) {
        clearTimeout(question.timer);
        showUnder(question, worded("p", "note", "queued"));
      }
      say(everOpen ? "lost" : "connecting");
      const delay = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)];
      retry = setTimeout(connect, delay * (0.75 + Math.random() / 2));
    });
  }

  /* Back from sleep, or from a tunnel: no need to wait any longer. */
  function hurry() {
    if (retry && document.visibilityState === "visible") connect();
  }

  /* ---- the page ---- */

  function fit() {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
  }

  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value);
    input.value = "";
    fit();
  });

  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    byId("form").requestSubmit();
  });

  byId("fresh").addEventListener("click", () => {
    for (const question of waiting.values()) clearTimeout(question.timer);
    waiting.clear();
    forget();
    if (socket) socket.send(JSON.stringify({type: "hello", person}));
    log.replaceChildren();
    byId("welcome").hidden = false;
    byId("fresh").hidden = true;
    scroller.scrollTop = 0;
    input.focus();
  });

  const chosen = recall("localStorage", "careerbot-lang");
  picker.value = chosen === "auto" || Object.hasOwn(WORDS, chosen || "")
    ? chosen : "auto";
  picker.addEventListener("change", () => {
    keep("localStorage", "careerbot-lang", picker.value);
    speak(picker.value);
  });

  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", hurry);

  speak(picker.value);
  connect();
  if (!matchMedia("(pointer: coarse)").matches) input.focus();
})();
