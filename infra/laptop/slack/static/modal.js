// The window that an app has opened: its fields, what is wrong with them, and sending it.

import { ask, tell } from "./actions.js";
import { element } from "./mrkdwn.js";

const shown = { id: "", node: null };

function fileField(field, id) {
  const node = element("input", "file");
  Object.assign(node, { type: "file", id, multiple: (field.max_files ?? 10) > 1 });
  if (field.filetypes) node.accept = field.filetypes.map((type) => `.${type}`).join(",");
  return node;
}

function textField(field, id) {
  const node = element(field.multiline ? "textarea" : "input", "text");
  Object.assign(node, { id, value: field.initial_value ?? "", placeholder: field.placeholder?.text ?? "" });
  if (field.max_length) node.maxLength = field.max_length;
  return node;
}

function inputBlock(block) {
  const id = `field-${block.block_id}`;
  const label = element("label", "", block.label.text);
  label.htmlFor = id;
  if (block.optional) label.append(element("small", "", " (optional)"));
  const field = block.element.type === "file_input" ? fileField(block.element, id) : textField(block.element, id);
  field.required = !block.optional;
  const problem = element("p", "problem");
  Object.assign(problem, { id: `${id}-problem`, hidden: true });
  problem.setAttribute("role", "alert");
  field.setAttribute("aria-describedby", problem.id);
  const node = element("div", "field", label, field);
  if (block.hint) node.append(element("p", "hint", block.hint.text));
  node.append(problem);
  return node;
}

async function base64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  // In pieces: one call cannot take a million arguments.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

async function given(view) {
  const values = {};
  for (const block of view.blocks.filter((each) => each.type === "input")) {
    const field = document.getElementById(`field-${block.block_id}`);
    values[block.block_id] =
      field.type === "file"
        ? await Promise.all([...field.files].map(async (file) => ({ name: file.name, base64: await base64(file) })))
        : field.value;
  }
  return values;
}

function explain(view, errors, problem) {
  for (const block of view.blocks.filter((each) => each.type === "input")) {
    const node = document.getElementById(`field-${block.block_id}-problem`);
    node.textContent = errors[block.block_id] ?? "";
    node.hidden = !node.textContent;
  }
  const whole = shown.node.querySelector(".whole");
  whole.textContent = problem;
  whole.hidden = !problem;
}

function close() {
  shown.node?.close();
  shown.node?.remove();
  Object.assign(shown, { id: "", node: null });
  document.getElementById("line").focus();
}

function build(view, changed) {
  const submit = element("button", "button primary", view.submit.text);
  const cancel = element("button", "button", view.close?.text ?? "Cancel");
  cancel.type = "button";
  const whole = element("p", "problem whole");
  whole.setAttribute("role", "alert");
  whole.hidden = true;
  const title = element("h2", "", view.title.text);
  title.id = "modal-title";
  const fields = view.blocks.filter((each) => each.type === "input").map(inputBlock);
  const form = element("form", "", title, ...fields, whole, element("div", "actions", cancel, submit));
  const node = element("dialog", "modal", form);
  node.setAttribute("aria-labelledby", title.id);
  const leave = async () => {
    await tell("cancel", { modal: view.id });
    close();
    changed();
  };
  cancel.addEventListener("click", leave);
  node.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.getAttribute("aria-busy") === "true") return;
    submit.setAttribute("aria-busy", "true");
    const { problem, errors } = await ask("submit", { modal: view.id, values: await given(view) });
    submit.removeAttribute("aria-busy");
    if (problem || Object.keys(errors).length) {
      explain(view, errors, problem);
    } else {
      close();
      changed();
    }
  });
  return node;
}

/** Show the modal that is open, as long as it is; `changed` is called after it was sent or left. */
export function drawModal(view, changed) {
  if ((view?.id ?? "") === shown.id) return;
  if (shown.node) close();
  if (!view) return;
  Object.assign(shown, { id: view.id, node: build(view, changed) });
  document.body.append(shown.node);
  shown.node.showModal();
}
