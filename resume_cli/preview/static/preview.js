"use strict";
const byId = id => document.getElementById(id);
const chosen = { format: "pdf", language: "", variant: "", theme: "", beside: "", tokens: {} };
let state = null;
let turn = 0;

function query(extra = {}) {
  const values = new URLSearchParams();
  const all = { language: chosen.language, variant: chosen.variant, theme: chosen.theme, generation: state?.generation ?? "", ...extra };
  for (const [name, value] of Object.entries(all)) if (value !== "") values.set(name, value);
  for (const [name, value] of Object.entries(chosen.tokens)) values.set(`token.${name}`, value);
  return values;
}

async function load() {
  const mine = ++turn;
  const began = performance.now();
  const answer = await fetch(`data/state?${query()}`);
  const found = await answer.json();
  if (mine !== turn) return;
  if (answer.ok) state = found;
  if (state) fill();
  const views = [[chosen.language, chosen.variant]];
  if (chosen.beside) {
    const [kind, value] = chosen.beside.split(":");
    views.push(kind === "language" ? [value, chosen.variant] : [chosen.language, value]);
  }
  const said = await Promise.all(views.map(([language, variant], index) => show(index, language, variant, mine)));
  if (mine !== turn) return;
  while (byId("views").children.length > views.length) byId("views").lastChild.remove();
  const problems = [found, ...said].flatMap(each => each?.problems ?? []);
  report([found, ...said].map(each => each?.error).find(Boolean) ?? "", problems);
  byId("status").textContent = `${Math.round(performance.now() - began)} ms`;
  document.body.dataset.shown = String(state?.generation ?? "");
}

async function show(index, language, variant, mine) {
  const place = byId("views").children[index] ?? byId("views").appendChild(frame());
  place.querySelector("h2").textContent = [language, variant].filter(Boolean).join(", ") || state?.name || "";
  const values = query({ language, variant });
  const asPictures = state?.pictures[chosen.format];
  const answer = await fetch(`view/${chosen.format}?${new URLSearchParams([...values, ["as", "pages"]])}`);
  const said = await answer.json();
  if (mine !== turn || !answer.ok) return said;
  if (asPictures) {
    if (!said.pages) return said;
    await pages(place.querySelector(".content"), said.pages, values, mine);
  } else if (said.error && place.querySelector("iframe")) {
    return said;
  } else {
    const view = document.createElement("iframe");
    view.title = `The résumé as ${chosen.format}`;
    view.src = `view/${chosen.format}?${values}`;
    if (chosen.format !== "pdf") view.setAttribute("sandbox", "");
    await new Promise(done => { view.onload = done; place.querySelector(".content").replaceChildren(view); });
  }
  return said;
}

function frame() {
  const place = document.createElement("section");
  place.className = "view";
  place.append(document.createElement("h2"), Object.assign(document.createElement("div"), { className: "content" }));
  return place;
}

// Each page takes the place of the one before it as soon as it is there.
async function pages(content, count, values, mine) {
  if (!content.querySelector("img")) content.replaceChildren();
  await Promise.all(Array.from({ length: count }, async (_, index) => {
    const image = await picture(index + 1, values);
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

function report(error, problems) {
  const place = byId("problems");
  const seen = new Map(problems.map(each => [JSON.stringify(each), each]));
  place.hidden = !error && !seen.size;
  place.classList.toggle("broken", Boolean(error));
  const title = document.createElement("h2");
  title.textContent = error || `${seen.size} to look at`;
  const list = document.createElement("ul");
  for (const each of [...seen.values()].slice(0, 60)) {
    const item = document.createElement("li");
    item.className = each.severity;
    if (each.file && each.line) {
      const link = document.createElement("button");
      link.type = "button";
      link.textContent = `${each.file}:${each.line}`;
      link.onclick = () => post("do/open", { file: each.file, line: each.line });
      item.append(link, " ");
    }
    item.append(`${each.severity}[${each.code}] ${each.message}${each.hint ? ` (${each.hint})` : ""}`);
    list.append(item);
  }
  place.replaceChildren(title, list);
}

async function post(path, data) {
  const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
  const said = await answer.json();
  if (!answer.ok) byId("status").textContent = [said.error, said.hint].filter(Boolean).join(": ");
  return said;
}

function options(select, values, first) {
  const wanted = [["", first], ...values.map(value => [value, value])];
  if (select.options.length !== wanted.length || wanted.some(([value], index) => select.options[index].value !== value))
    select.replaceChildren(...wanted.map(([value, text]) => new Option(text, value)));
}

function fill() {
  document.title = `${state.name} – preview`;
  byId("name").textContent = state.name;
  options(byId("language"), state.languages, "the file's own");
  options(byId("variant"), state.variants, "everything");
  options(byId("theme"), state.themes, `the file's own (${state.theme})`);
  const beside = byId("beside");
  const others = [...state.languages.map(each => `language:${each}`), ...state.variants.map(each => `variant:${each}`)];
  options(beside, others, "nothing");
  for (const name of ["language", "variant", "theme", "beside"]) byId(name).value = chosen[name];
  for (const field of document.querySelectorAll("[data-token]")) {
    const value = state.tokens[field.dataset.token] ?? "";
    if (document.activeElement !== field) field.value = field.type === "color" ? value : parseFloat(value);
  }
  if (!byId("formats").children.length) {
    byId("formats").replaceChildren(...state.formats.map((format, index) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: format, title: `Key ${index + 1}` });
      button.dataset.format = format;
      button.onclick = () => { chosen.format = format; load(); };
      return button;
    }));
  }
  for (const button of byId("formats").children) button.setAttribute("aria-pressed", String(button.dataset.format === chosen.format));
  byId("command").textContent = command();
}

function command() {
  const parts = Object.entries(chosen.tokens).map(([name, value]) => `-O token.${name}='${value}'`);
  if (chosen.theme) parts.unshift(`--theme ${chosen.theme}`);
  return parts.join(" ");
}

for (const name of ["language", "variant", "theme", "beside"])
  byId(name).onchange = event => { chosen[name] = event.target.value; load(); };
for (const field of document.querySelectorAll("[data-token]"))
  field.onchange = () => {
    chosen.tokens[field.dataset.token] = field.type === "color" ? field.value : `${field.value}pt`;
    load();
  };
byId("copy").onclick = () => navigator.clipboard.writeText(command()).then(() => { byId("status").textContent = "copied"; });
byId("write").onclick = async () => {
  await post("do/write", { theme: chosen.theme || null, tokens: chosen.tokens });
  chosen.tokens = {};
  chosen.theme = "";
};
byId("reset").onclick = () => { chosen.tokens = {}; chosen.theme = ""; load(); };
document.addEventListener("keydown", event => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const format = state?.formats[Number(event.key) - 1];
  if (format) { chosen.format = format; load(); }
  const cycle = { l: "language", v: "variant", t: "theme" }[event.key];
  if (cycle) {
    const values = [...byId(cycle).options].map(option => option.value);
    chosen[cycle] = values[(values.indexOf(chosen[cycle]) + 1) % values.length];
    load();
  }
});
new EventSource("data/events").onmessage = load;
