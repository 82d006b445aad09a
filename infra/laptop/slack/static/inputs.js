// What takes something from a person, by its type. Each maker returns
// `{node, control, held, set, given}`: what is shown, what takes the focus, what a person did so far in the form
// that `set` takes back, and the same as the server is told it.

import { countOf, find, initialOf, isSelect, stillOffered } from "./choices.js";
import { combobox } from "./combobox.js";
import { element, textOf } from "./mrkdwn.js";

const FEW = 8;
const TEXT_TYPES = { email_text_input: "email", url_text_input: "url" };

function textual(node, { changed }) {
  node.addEventListener("input", changed);
  return { node, control: node, held: () => node.value, set: (held) => (node.value = held), given: () => node.value };
}

function text(spec, does) {
  const node = element(spec.multiline ? "textarea" : "input", "entry");
  if (!spec.multiline) node.type = TEXT_TYPES[spec.type] ?? "text";
  node.placeholder = spec.placeholder?.text ?? "";
  node.value = spec.initial_value ?? "";
  node.autocomplete = "off";
  if (spec.max_length) node.maxLength = spec.max_length;
  return textual(node, does);
}

function number(spec, does) {
  const made = text(spec, does);
  made.node.inputMode = spec.is_decimal_allowed ? "decimal" : "numeric";
  made.node.classList.add("short");
  return made;
}

function moment(type, initial) {
  return (spec, does) => {
    const node = element("input", "entry short");
    node.type = type;
    node.value = spec[initial] ?? "";
    return { ...textual(node, does), given: () => node.value || null };
  };
}

function marks(type, initial) {
  return (spec, does) => {
    const node = element("div", "choices");
    node.setAttribute("role", type === "radio" ? "radiogroup" : "group");
    const boxes = spec.options.map((option) => {
      const box = element("input", "");
      Object.assign(box, { type, name: `${does.id}-choice`, value: option.value });
      const words = element("span", "", textOf(option.text));
      if (option.description) words.append(element("small", "", textOf(option.description)));
      node.append(element("label", "choice", box, words));
      box.addEventListener("change", does.changed);
      return box;
    });
    const held = () => boxes.filter((box) => box.checked).map((box) => box.value);
    const set = (values) => boxes.forEach((box) => (box.checked = values.includes(box.value)));
    set([spec[initial] ?? []].flat().map((option) => option.value));
    return { node, control: boxes[0], boxes, held, set, given: () => (type === "radio" ? (held()[0] ?? null) : held()) };
  };
}

function select(spec, does) {
  const multiple = spec.type.startsWith("multi_");
  const remote = spec.type.endsWith("external_select");
  const made = combobox({
    placeholder: spec.placeholder?.text ?? (multiple ? "Choose some" : "Choose one"),
    multiple,
    most: spec.max_selected_items ?? Infinity,
    clearable: does.clearable,
    few: countOf(spec) <= FEW,
    remote,
    disabled: does.disabled,
    find: (typed) => find(spec, typed, does.suggest),
    changed: does.changed,
  });
  made.set(initialOf(spec));
  const given = () => made.held().map(({ value }) => value);
  return {
    ...made,
    set: (chosen) => made.set(stillOffered(spec, chosen)),
    given: () => (multiple ? given() : (given()[0] ?? null)),
  };
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let said = "";
  // In pieces: one call cannot take a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) said += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(said);
}

function files(spec, { changed }) {
  const node = element("input", "file");
  Object.assign(node, { type: "file", multiple: (spec.max_files ?? 10) > 1 });
  if (spec.filetypes) node.accept = spec.filetypes.map((type) => `.${type}`).join(",");
  node.addEventListener("change", changed);
  const given = () => Promise.all([...node.files].map(async (file) => ({ name: file.name, base64: await base64(file) })));
  return { node, control: node, held: () => node.files, set: (held) => (node.files = held), given };
}

const MAKERS = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  number_input: number,
  timepicker: moment("time", "initial_time"),
  datepicker: moment("date", "initial_date"),
  radio_buttons: marks("radio", "initial_option"),
  checkboxes: marks("checkbox", "initial_options"),
  file_input: files,
};

/** Whether an element takes something. */
export function isInput(spec) {
  return isSelect(spec) || Object.hasOwn(MAKERS, spec.type);
}

/**
 * Make an input.
 * @param {object} spec the element, as the app gave it.
 * @param {{id: string, labelledBy: string, describedBy: string, label: string, disabled: boolean, clearable: boolean,
 *   suggest: Function, changed: Function}} does what it is called, and what happens.
 */
export function makeInput(spec, does) {
  const made = isSelect(spec) ? select(spec, does) : MAKERS[spec.type](spec, does);
  // A group of boxes is named as a whole, all else at the field itself.
  const named = made.boxes ? made.node : made.control;
  if (!made.boxes) named.id = does.id;
  if (does.labelledBy) named.setAttribute("aria-labelledby", does.labelledBy);
  else named.setAttribute("aria-label", does.label);
  if (does.describedBy) named.setAttribute("aria-describedby", does.describedBy);
  for (const control of made.boxes ?? [made.control]) control.disabled = does.disabled;
  return { ...made, named };
}

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

function wrongNumber(spec, value) {
  if (!(spec.is_decimal_allowed ? DECIMAL : WHOLE).test(value)) {
    return spec.is_decimal_allowed ? "Enter a number." : "Enter a whole number.";
  }
  if (spec.min_value !== undefined && Number(value) < Number(spec.min_value)) return `Enter ${spec.min_value} or more.`;
  if (spec.max_value !== undefined && Number(value) > Number(spec.max_value)) return `Enter ${spec.max_value} or less.`;
  return "";
}

/** What Slack itself finds wrong with an input before the app is asked; empty where nothing is. */
export function wrongWith(spec, held, optional) {
  const value = typeof held === "string" ? held.trim() : held;
  if (!value.length) return optional ? "" : "Please complete this required field.";
  if (spec.type === "number_input") return wrongNumber(spec, value);
  if (spec.min_length && value.length < spec.min_length) return `Enter at least ${spec.min_length} characters.`;
  if (spec.type === "file_input" && value.length > (spec.max_files ?? 10)) return `Choose no more than ${spec.max_files ?? 10}.`;
  return "";
}
