// Inputs where they stand in blocks: with a label and what is wrong in a modal, bare beside a text.

import { confirmed } from "./confirm.js";
import { isInput, makeInput, wrongWith } from "./inputs.js";
import { element } from "./mrkdwn.js";

const PAUSE_MS = 400;
let count = 0;

/** Tells the app, one choice after the other: a later one must not be lost while it takes the first. */
function teller(host, block, spec, input) {
  let telling = Promise.resolve();
  return () => {
    telling = telling.then(async () => host.act(input().control, block.block_id, spec.action_id, await input().given()));
  };
}

/** When a text is told to the app by itself, as `dispatch_action_config` says. */
function tellText(node, spec, tell) {
  const on = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer = 0;
  if (on.includes("on_character_entered")) {
    node.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, PAUSE_MS);
    });
  }
  if (!on.includes("on_enter_pressed")) return;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    tell();
  });
}

const isText = (spec) => /^(plain_text|number|email_text|url_text)_input$/.test(spec.type);

/**
 * An input, with what a person did so far.
 * @param {boolean} acts whether the app is told of each change.
 */
function inputIn(spec, block, host, { acts, noticed = () => {}, ...names }) {
  let made = null;
  let before = null;
  const tell = teller(host, block, spec, () => made);
  const changed = async () => {
    noticed();
    if (isText(spec)) return;
    if (!(await confirmed(spec.confirm))) {
      made.set(before);
      return;
    }
    before = made.held();
    if (acts) tell();
  };
  made = makeInput(spec, {
    ...names,
    disabled: !host.act,
    suggest: (text) => host.suggest(block.block_id, spec.action_id, text),
    changed,
  });
  const held = host.held(block.block_id, spec);
  if (held !== undefined) made.set(held);
  before = made.held();
  if (acts && isText(spec)) tellText(made.control, spec, tell);
  host.keep(block.block_id, spec, made);
  return made;
}

/** An input in a section or a row of actions: the app is told of each choice. */
export function bareInput(spec, block, host, labelledBy) {
  const id = `input-${(count += 1)}`;
  const label = spec.placeholder?.text ?? spec.type.replaceAll("_", " ");
  return inputIn(spec, block, host, { id, label, labelledBy, acts: true, clearable: false }).node;
}

function enterHint(spec) {
  const on = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  return on.includes("on_enter_pressed") ? "Press Enter to apply it." : "";
}

/** An input block: label, input, hint, and what is wrong, which `explain` of the block's part says. */
export function inputBlock(block, host) {
  const id = `input-${(count += 1)}`;
  const { element: spec } = block;
  if (!isInput(spec)) return element("p", "unknown", `An input of type “${spec.type}”, which this page does not show.`);
  const label = element("label", "", block.label.text);
  Object.assign(label, { id: `${id}-label`, htmlFor: id });
  if (block.optional) label.append(element("small", "", " (optional)"));
  const problem = element("p", "problem");
  Object.assign(problem, { id: `${id}-problem`, hidden: true });
  problem.setAttribute("role", "alert");
  const words = [block.hint?.text, block.dispatch_action && isText(spec) && enterHint(spec)].filter(Boolean).join(" ");
  const hint = words ? element("p", "hint", words) : null;
  if (hint) hint.id = `${id}-hint`;
  const explain = (said) => {
    if (problem.textContent !== said) problem.textContent = said;
    problem.hidden = !said;
    if (said) input.named.setAttribute("aria-invalid", "true");
    else input.named.removeAttribute("aria-invalid");
  };
  const input = inputIn(spec, block, host, {
    id,
    labelledBy: label.id,
    describedBy: [problem.id, hint?.id].filter(Boolean).join(" "),
    acts: block.dispatch_action === true,
    clearable: block.optional === true,
    noticed: () => explain(""),
  });
  if (!block.optional) input.named.setAttribute("aria-required", "true");
  host.field(block.block_id, {
    explain,
    check: () => wrongWith(spec, input.held(), block.optional === true),
    focus: () => input.control.focus(),
  });
  return element("div", "field", label, input.node, ...(hint ? [hint] : []), problem);
}
