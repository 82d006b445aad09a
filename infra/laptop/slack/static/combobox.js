// A select that one types in: one or several of what is offered.

import { textIn } from "./choices.js";
import { element, plainText } from "./mrkdwn.js";
import { popupAt } from "./popup.js";

const PAUSE_MS = 200;
let count = 0;

function chip(option, remove) {
  const node = element("button", "chip", textIn(option));
  const cross = element("span", "", "×");
  cross.setAttribute("aria-hidden", "true");
  node.append(cross);
  node.type = "button";
  node.setAttribute("aria-label", `Remove ${textIn(option)}`);
  node.addEventListener("click", remove);
  return node;
}

function optionNode(option, chosen, id) {
  const node = element("div", "option", element("span", "", textIn(option)));
  if (option.description) node.append(element("small", "", plainText(option.description.text)));
  node.id = id;
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", String(chosen));
  return node;
}

/**
 * A select.
 * @param {{placeholder: string, multiple: boolean, most: number, clearable: boolean, few: boolean, disabled: boolean,
 *   find: (text: string) => Promise<{groups: object[], hint: string}>, changed: Function}} options
 *   most: how many can be chosen; clearable: one may choose nothing again; few: so few options that no keyboard has
 *   to open on a phone; remote: each `find` asks the app.
 */
export function combobox({ placeholder, multiple, most, clearable, few, remote, disabled, find, changed }) {
  const prefix = `combo-${(count += 1)}`;
  const state = { chosen: [], offered: [], active: -1, asked: 0, timer: 0, typed: false };
  const input = element("input", "");
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false, disabled, inputMode: few ? "none" : "text" });
  const aria = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${prefix}-list` };
  for (const [name, value] of Object.entries(aria)) input.setAttribute(name, value);
  const chips = element("span", "chips");
  const clear = element("button", "clear", "×");
  Object.assign(clear, { type: "button", hidden: true });
  clear.setAttribute("aria-label", "Clear");
  const list = element("div", "options");
  list.id = `${prefix}-list`;
  list.setAttribute("role", "listbox");
  if (multiple) list.setAttribute("aria-multiselectable", "true");
  const hint = element("p", "none");
  hint.setAttribute("role", "status");
  const drop = element("div", "", list, hint);
  const node = element("div", `combo${multiple ? " multiple" : ""}${disabled ? " disabled" : ""}`, chips, input, clear, drop);
  const popup = popupAt(drop, node, { wide: true });

  function rest() {
    input.value = multiple || !state.chosen.length ? "" : textIn(state.chosen[0]);
    input.placeholder = multiple && state.chosen.length ? "" : placeholder;
    state.typed = false;
    input.classList.remove("typed");
    clear.hidden = multiple || !clearable || disabled || !state.chosen.length;
    chips.replaceChildren(...(multiple ? state.chosen.map((option) => chip(option, () => toggle(option))) : []));
    for (const each of chips.children) each.disabled = disabled;
  }

  function activate(place) {
    state.active = place;
    state.offered.forEach(({ node: each }, at) => each.classList.toggle("active", at === place));
    const active = state.offered[place]?.node;
    if (!active) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", active.id);
    active?.scrollIntoView({ block: "nearest" });
  }

  function draw({ groups, hint: words }) {
    state.offered = [];
    const parts = groups.flatMap(({ label, options }, place) => {
      const nodes = options.map((option) => {
        const chosen = state.chosen.some(({ value }) => value === option.value);
        const each = optionNode(option, chosen, `${prefix}-${state.offered.length}`);
        each.addEventListener("click", () => choose(option));
        state.offered.push({ option, node: each });
        return each;
      });
      if (!label) return nodes;
      const head = element("div", "group", label);
      head.id = `${prefix}-group-${place}`;
      const group = element("div", "", head, ...nodes);
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", head.id);
      return [group];
    });
    list.replaceChildren(...parts);
    hint.textContent = words;
    hint.hidden = !words;
    popup.show();
    const chosen = state.typed ? -1 : state.offered.findIndex(({ option }) => option.value === state.chosen[0]?.value);
    activate(state.offered.length ? Math.max(chosen, 0) : -1);
  }

  async function look() {
    const asked = (state.asked += 1);
    input.setAttribute("aria-expanded", "true");
    const found = await find(state.typed ? input.value : "");
    // A later question has overtaken this one, or nobody waits any more.
    if (asked !== state.asked || !node.contains(document.activeElement)) return;
    draw(found);
  }

  function lookSoon() {
    clearTimeout(state.timer);
    if (!remote) return look();
    draw({ groups: [], hint: "Looking …" });
    input.setAttribute("aria-expanded", "true");
    state.timer = setTimeout(look, PAUSE_MS);
  }

  function close() {
    clearTimeout(state.timer);
    state.asked += 1;
    popup.hide();
    input.setAttribute("aria-expanded", "false");
    activate(-1);
    rest();
  }

  function choose(option) {
    if (multiple) {
      toggle(option);
      return;
    }
    const same = state.chosen[0]?.value === option.value;
    state.chosen = [option];
    close();
    if (!same) changed();
  }

  function toggle(option) {
    const without = state.chosen.filter(({ value }) => value !== option.value);
    if (without.length === state.chosen.length && without.length >= most) {
      draw({ groups: [], hint: `No more than ${most} can be chosen` });
      return;
    }
    state.chosen = without.length < state.chosen.length ? without : [...without, option];
    const open = popup.open;
    rest();
    input.focus();
    if (open) look();
    changed();
  }

  function key(event) {
    const { key: name } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[name];
    if (name === "Escape" && popup.open) {
      // Only the options close, not the dialog that they are in.
      event.stopPropagation();
      close();
    } else if (step && !popup.open) look();
    else if (step) activate((state.active + step + state.offered.length) % Math.max(1, state.offered.length));
    else if (name === "Enter" && state.offered[state.active] && popup.open) choose(state.offered[state.active].option);
    else if (name === "Backspace" && multiple && !input.value && state.chosen.length) toggle(state.chosen.at(-1));
    else if (name !== "Enter") return;
    event.preventDefault();
  }

  input.addEventListener("keydown", key);
  input.addEventListener("input", () => {
    state.typed = true;
    input.classList.add("typed");
    lookSoon();
  });
  input.addEventListener("focus", () => input.select());
  node.addEventListener("click", (event) => {
    const { target } = event;
    // By its path: an option that was clicked may have been drawn anew by now.
    if (disabled || event.composedPath().includes(drop) || target.closest("button")) return;
    input.focus();
    if (!popup.open) look();
    else if (target !== input) close();
  });
  // Who chooses with the mouse stays in the field; the rest of the field belongs to it too.
  node.addEventListener("pointerdown", (event) => event.target !== input && !event.target.closest("button") && event.preventDefault());
  node.addEventListener("focusout", ({ relatedTarget }) => !node.contains(relatedTarget) && close());
  clear.addEventListener("click", () => {
    state.chosen = [];
    rest();
    input.focus();
    changed();
  });
  rest();
  return {
    node,
    control: input,
    held: () => [...state.chosen],
    set(chosen) {
      state.chosen = chosen;
      rest();
    },
  };
}
