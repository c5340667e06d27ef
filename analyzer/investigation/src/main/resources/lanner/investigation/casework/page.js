"use strict";
// Paints the rows in view of the page's table. Texts of captures become text nodes, never markup.
(() => {
  const page = JSON.parse(document.getElementById("data").textContent);
  const ROW = 22, BEYOND = 6;
  const NUMBER = 0, TIME = 1, FIRST_TEXT = 2, LAST_TEXT = 6, PROCESS = 7, CAPTURE = 8, MARKS = 9;
  const ALERT = 1, REFUSED = 2, GAP = 4, NOTED = 8;
  const LOOKS = [[ALERT, "alert"], [REFUSED, "refused"], [GAP, "gap"], [NOTED, "noted"]];
  const view = document.getElementById("rows"), lines = document.getElementById("lines");
  const find = document.getElementById("find"), all = document.getElementById("all");
  const count = document.getElementById("count"), details = document.getElementById("details");
  const pool = [];
  let places = [], chosen = -1, process = -1, words = "";

  const number = value => value.toLocaleString("en");

  /** What a cell says. */
  function cell(row, column) {
    if (column === NUMBER) {
      return (page.captures > 1 ? "capture " + (row[CAPTURE] + 1) + ": " : "") + number(row[NUMBER]);
    }
    return column === TIME ? row[TIME] : page.texts[row[column]];
  }

  /** What a colour says is said by a sign too. */
  function signs(row) {
    return (row[MARKS] & ALERT ? "! " : "") + (row[MARKS] & NOTED ? "\u25c6 " : "");
  }

  function newLine() {
    const line = document.createElement("div");
    line.setAttribute("role", "row");
    page.columns.forEach(() => {
      const part = document.createElement("span");
      part.setAttribute("role", "gridcell");
      line.append(part);
    });
    line.addEventListener("mousedown", () => choose(line.place));
    lines.append(line);
    return line;
  }

  function fill(line, at) {
    const place = places[at], row = page.rows[place];
    line.place = place;
    line.style.top = at * ROW + "px";
    line.className = ["line", page.day ? "" : "several"]
      .concat(LOOKS.filter(mark => row[MARKS] & mark[0]).map(mark => mark[1])).join(" ");
    line.setAttribute("aria-rowindex", at + 1);
    line.setAttribute("aria-selected", place === chosen);
    for (let column = 0; column < page.columns.length; column++) {
      const text = cell(row, column), part = line.children[column];
      part.textContent = (column === NUMBER ? signs(row) : "") + text;
      part.title = text;
    }
  }

  function paint() {
    const first = Math.max(0, Math.floor(view.scrollTop / ROW) - BEYOND);
    const shown = Math.max(0, Math.min(places.length - first, Math.ceil(view.clientHeight / ROW) + 2 * BEYOND));
    while (pool.length < shown) {
      pool.push(newLine());
    }
    while (pool.length > shown) {
      pool.pop().remove();
    }
    pool.forEach((line, i) => fill(line, first + i));
  }

  /** Takes the rows that hold the words and are the process's. */
  function narrow() {
    const holds = page.texts.map(text => words === "" || text.toLowerCase().includes(words));
    places = [];
    page.rows.forEach((row, place) => {
      if (process >= 0 && row[PROCESS] !== process) {
        return;
      }
      let hit = String(row[NUMBER]) === words || row[TIME].includes(words);
      for (let column = FIRST_TEXT; column <= LAST_TEXT && !hit; column++) {
        hit = holds[row[column]];
      }
      if (hit) {
        places.push(place);
      }
    });
    lines.style.height = places.length * ROW + "px";
    view.setAttribute("aria-rowcount", places.length);
    count.textContent = places.length === page.rows.length
      ? number(places.length) + " events" : number(places.length) + " of " + number(page.rows.length) + " events";
    all.hidden = process < 0;
    const own = page.rows.find(row => row[PROCESS] === process);
    all.textContent = own ? page.texts[own[FIRST_TEXT]] + " alone \u00d7" : "";
    paint();
  }

  function reset() {
    process = -1;
    words = find.value = "";
    narrow();
  }

  function choose(place) {
    chosen = place;
    if (!places.includes(place)) {
      reset();
    }
    const top = places.indexOf(place) * ROW;
    if (top < view.scrollTop || top + ROW > view.scrollTop + view.clientHeight) {
      view.scrollTop = top - view.clientHeight / 2;
    }
    describe(page.rows[place]);
    paint();
  }

  function describe(row) {
    const said = page.columns.map((column, i) => [column, (i === TIME && page.day ? page.day + " " : "") + cell(row, i)]);
    said.push(["Alert", page.alerts[chosen] || ""], ["Note", page.notes[chosen] || ""]);
    details.replaceChildren(...said.filter(each => each[1] !== "").flatMap(each => {
      const name = document.createElement("dt"), value = document.createElement("dd");
      name.textContent = each[0];
      value.textContent = each[1];
      return [name, value];
    }));
  }

  /** Goes where a fragment leads: to an event, or to the events of a process. */
  function follow(fragment) {
    const event = /^#event-(\d+)-(\d+)$/.exec(fragment), own = /^#process-(\d+)$/.exec(fragment);
    if (event) {
      const place = page.rows.findIndex(row => row[CAPTURE] + 1 === Number(event[1]) && row[NUMBER] === Number(event[2]));
      if (place >= 0) {
        choose(place);
        view.scrollIntoView({block: "nearest"});
      }
    } else if (own) {
      process = Number(own[1]);
      view.scrollTop = 0;
      narrow();
    }
  }

  function move(key) {
    const at = places.indexOf(chosen), far = Math.max(1, Math.floor(view.clientHeight / ROW) - 1);
    const to = {ArrowUp: at - 1, ArrowDown: at + 1, PageUp: at - far, PageDown: at + far, Home: 0, End: places.length - 1}[key];
    if (to === undefined || places.length === 0) {
      return false;
    }
    choose(places[Math.max(0, Math.min(places.length - 1, to))]);
    return true;
  }

  let waiting = false;
  view.addEventListener("scroll", () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        paint();
      });
    }
  });
  view.addEventListener("keydown", event => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && move(event.key)) {
      event.preventDefault();
    }
  });
  find.addEventListener("input", () => {
    words = find.value.toLowerCase();
    view.scrollTop = 0;
    narrow();
  });
  all.addEventListener("click", () => {
    process = -1;
    narrow();
  });
  document.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (link) {
      event.preventDefault();
      history.replaceState(null, "", link.getAttribute("href"));
      follow(location.hash);
    }
  });
  window.addEventListener("hashchange", () => follow(location.hash));
  new ResizeObserver(paint).observe(view);
  narrow();
  follow(location.hash);
})();
