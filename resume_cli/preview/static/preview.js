"use strict";
const byId = id => document.getElementById(id);
const CHOICES = ["language", "variant", "theme", "beside"];
const KEYS = { l: "language", v: "variant", t: "theme", b: "beside" };
const asked = new URLSearchParams(location.search);
const chosen = Object.fromEntries([["format", "pdf"], ...CHOICES.map(name => [name, ""])].map(([name, usual]) => [name, asked.get(name) ?? usual]));
// Named as they are asked for: `token.accent`, `option.pages`.
const changed = new Map([...asked].filter(([name]) => /^(token|option)\./.test(name)));
let state = null;
let turn = 0;

function tell(text) {
  byId("status").textContent = text;
}

// What the server is asked for. The generation keeps the browser from showing what it has kept.
function query(language, variant) {
  const values = { language, variant, theme: chosen.theme, generation: state?.generation, ...Object.fromEntries(changed) };
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value || value === 0));
}

// The address holds what is chosen, so that it survives a reload.
function remember() {
  const values = new URLSearchParams([...Object.entries(chosen), ...changed].filter(([, value]) => value));
  history.replaceState(null, "", `?${values}`);
}

async function load() {
  const mine = ++turn;
  const began = performance.now();
  remember();
  try {
    const found = await (await fetch(`data/state?${query(chosen.language, chosen.variant)}`)).json();
    if (mine !== turn) return;
    // While nothing is known of a broken profile, there is as much to choose as before.
    if (found.formats) state = found.languages.length || !state ? found : { ...state, generation: found.generation };
    if (state) fill();
    const views = [[chosen.language, chosen.variant]];
    const [kind, value] = chosen.beside.split(/:(.*)/s);
    if (value) views.push(kind === "language" ? [value, chosen.variant] : [chosen.language, value]);
    const said = [found, ...await Promise.all(views.map(([language, variant], index) => show(index, language, variant, mine)))];
    if (mine !== turn) return;
    while (byId("views").children.length > views.length) byId("views").lastChild.remove();
    report(said.map(each => each.error).find(Boolean) ?? "", said.flatMap(each => each.problems ?? []));
    tell(`${Math.round(performance.now() - began)} ms`);
    document.body.dataset.shown = String(state?.generation ?? "");
  } catch (error) {
    if (mine === turn) tell(error instanceof TypeError ? "no answer: does `resume preview` still run?" : String(error));
  }
}

async function show(index, language, variant, mine) {
  const place = byId("views").children[index] ?? byId("views").appendChild(frame());
  const values = query(language, variant);
  const address = `view/${chosen.format}?${values}`;
  const said = await (await fetch(`${address}&as=pages`)).json();
  if (mine !== turn) return said;
  place.querySelector("span").textContent = [language, variant].filter(Boolean).join(", ");
  place.querySelector("a").href = address;
  const content = place.querySelector(".content");
  if (!said.has_content) return said;
  if (state?.pictures[chosen.format]) await pages(content, said.pages, values, mine);
  else await page(content, address, mine);
  return said;
}

function frame() {
  const place = document.createElement("section");
  place.className = "view";
  const title = document.createElement("h2");
  const link = Object.assign(document.createElement("a"), { textContent: "open alone", target: "_blank", rel: "noopener" });
  title.append(document.createElement("span"), link);
  place.append(title, Object.assign(document.createElement("div"), { className: "content" }));
  return place;
}

// Each page takes the place of the one before it as soon as it is there, so that nothing flickers or scrolls.
async function pages(content, count, values, mine) {
  const coming = Array.from({ length: count }, (_, index) => picture(index + 1, values));
  if (!content.querySelector("img")) {
    const first = await coming[0];
    if (mine !== turn) return;
    content.replaceChildren(first);
  }
  await Promise.all(coming.map(async (each, index) => {
    const image = await each;
    if (mine !== turn) return;
    while (content.children.length <= index) content.append(new Image());
    content.children[index].replaceWith(image);
  }));
  if (mine === turn) while (content.children.length > count) content.lastChild.remove();
}

async function picture(number, values) {
  const image = new Image();
  image.alt = `Page ${number}`;
  image.src = `page/${chosen.format}/${number}?${values}`;
  await image.decode().catch(() => {});
  return image;
}

async function page(content, address, mine) {
  const view = document.createElement("iframe");
  view.title = `The résumé as ${state.formats[chosen.format]}`;
  view.className = "coming";
  // It cannot run anything; this page may only ask how high it is.
  if (chosen.format !== "pdf") view.setAttribute("sandbox", "allow-same-origin");
  view.src = address;
  await new Promise(done => { view.onload = done; content.append(view); });
  if (mine !== turn) return view.remove();
  fit(view);
  for (const each of [...content.children]) if (each !== view) each.remove();
  view.className = "";
}

function fit(view) {
  view.style.height = "";
  const height = chosen.format === "pdf" ? 0 : view.contentDocument?.documentElement?.scrollHeight;
  if (height) view.style.height = `${height}px`;
}

function report(error, problems) {
  const place = byId("problems");
  const seen = [...new Map(problems.map(each => [JSON.stringify(each), each])).values()];
  place.hidden = !error && !seen.length;
  place.classList.toggle("broken", Boolean(error));
  const title = document.createElement("h2");
  title.textContent = error ? `${error}${document.querySelector(".content > *") ? " – below is what was last sound" : ""}` : `${seen.length} to look at`;
  const list = document.createElement("ul");
  list.tabIndex = 0;
  list.setAttribute("aria-label", "Problems");
  list.append(...seen.slice(0, 60).map(problem));
  place.replaceChildren(title, list);
}

function problem(each) {
  const item = document.createElement("li");
  item.className = each.severity;
  if (each.file && each.line) {
    const link = document.createElement("button");
    link.type = "button";
    link.textContent = `${each.file}:${each.line}`;
    link.title = "Open in the editor";
    link.onclick = () => post("do/open", { file: each.file, line: each.line }).then(said => {
      if (said.opened === false) tell("set VISUAL to an editor with a window of its own, and start the preview again");
    });
    item.append(link, " ");
  }
  const kind = Object.assign(document.createElement("b"), { textContent: `${each.severity}[${each.code}]` });
  const hint = Object.assign(document.createElement("span"), { className: "hint", textContent: each.hint ? ` – ${each.hint}` : "" });
  item.append(kind, ` ${each.message}`, hint);
  return item;
}

async function post(path, data) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
  const said = await answer.json();
  if (!answer.ok) tell([said.error, said.hint].filter(Boolean).join(": "));
  return said;
}

// `groups` are pairs of a title and values; the first choice is the file's own.
function options(name, first, groups) {
  const select = byId(name);
  const known = groups.flatMap(([, values]) => values.map(([value]) => value));
  const all = chosen[name] && !known.includes(chosen[name]) ? [...groups, ["", [[chosen[name], chosen[name]]]]] : groups;
  const wanted = JSON.stringify([first, all]);
  if (select.dataset.wanted !== wanted) {
    const made = all.flatMap(([title, values]) => {
      const each = values.map(([value, text]) => new Option(text, value));
      if (!title || !each.length) return each;
      const group = Object.assign(document.createElement("optgroup"), { label: title });
      group.append(...each);
      return [group];
    });
    select.replaceChildren(new Option(first, ""), ...made);
    select.dataset.wanted = wanted;
  }
  select.value = chosen[name];
  select.parentElement.hidden = select.options.length < 2;
}

function fill() {
  document.title = `${state.name} – preview`;
  byId("name").textContent = byId("name").title = state.name;
  const [languages, variants, themes] = ["languages", "variants", "themes"].map(name => state[name].map(value => [value, value]));
  const several = languages.length > 1 ? languages : [];
  options("language", "file’s own", [["", several]]);
  options("variant", "none", [["", variants]]);
  options("theme", `file’s own (${state.theme})`, [["", themes]]);
  const beside = (kind, values) => values.map(([value, text]) => [`${kind}:${value}`, text]);
  options("beside", "nothing", [["Language", beside("language", several)], ["Variant", beside("variant", variants)]]);
  for (const field of document.querySelectorAll("[data-token]")) {
    const value = state.tokens[field.dataset.token];
    if (value && document.activeElement !== field) field.value = field.type === "color" ? value : parseFloat(value);
  }
  if (!byId("formats").children.length) byId("formats").append(...Object.entries(state.formats).map(([format, text], index) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text, title: `Key ${index + 1}` });
    button.dataset.format = format;
    button.onclick = () => { chosen.format = format; load(); };
    return button;
  }));
  for (const button of byId("formats").children) button.setAttribute("aria-pressed", String(button.dataset.format === chosen.format));
  byId("command").textContent = command();
}

function command() {
  const quoted = value => /^[\w./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
  const parts = [...changed].map(([name, value]) => `-O ${name.replace(/^option\./, "")}=${quoted(value)}`);
  return [...chosen.theme ? [`--theme ${quoted(chosen.theme)}`] : [], ...parts].join(" ");
}

function reset() {
  chosen.theme = "";
  for (const name of [...changed.keys()]) if (name.startsWith("token.")) changed.delete(name);
  load();
}

for (const name of CHOICES) byId(name).onchange = event => { chosen[name] = event.target.value; load(); };
for (const field of document.querySelectorAll("[data-token]")) {
  field.onchange = () => {
    if (!field.checkValidity()) return field.reportValidity();
    changed.set(`token.${field.dataset.token}`, field.type === "color" ? field.value : `${field.value}pt`);
    load();
  };
}
byId("copy").onclick = () => navigator.clipboard.writeText(command()).then(() => tell("copied"), () => tell("select it and copy it yourself"));
byId("write").onclick = async () => {
  const tokens = [...changed].filter(([name]) => name.startsWith("token.")).map(([name, value]) => [name.slice(6), value]);
  const said = await post("do/write", { theme: chosen.theme || null, tokens: Object.fromEntries(tokens) });
  if (!said.error) reset();
};
byId("reset").onclick = reset;
addEventListener("resize", () => document.querySelectorAll(".view iframe").forEach(fit));
document.addEventListener("keydown", event => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey || !state) return;
  const format = Object.keys(state.formats)[Number(event.key) - 1];
  const name = KEYS[event.key];
  if (event.key === "o") byId("looks").open = !byId("looks").open;
  if (event.key === "Escape") byId("looks").open = false;
  if (format) chosen.format = format;
  if (name) chosen[name] = byId(name).options[(byId(name).selectedIndex + 1) % byId(name).options.length].value;
  if (format || name) load();
});
const events = new EventSource("data/events");
events.onmessage = load;
events.onerror = () => tell("no answer: does `resume preview` still run?");
