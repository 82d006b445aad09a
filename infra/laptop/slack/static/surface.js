// The blocks of a modal or of App Home: kept in place when the app updates them, with what is typed.

import { ask, press } from "./actions.js";
import { blockNode } from "./blocks.js";
import { element } from "./mrkdwn.js";

const MOST_SAID = 300;
const keyOf = (block_id, action_id) => JSON.stringify([block_id, action_id]);

/** Where the focus is, in words that outlive the nodes. */
function focusIn(node, inputs) {
  const active = document.activeElement;
  if (!node.contains(active)) return null;
  const found = [...inputs].find(([, input]) => input.node.contains(active));
  const { blockId, actionId } = active.dataset;
  return { input: found?.[0], blockId, actionId, at: found && active.selectionStart, to: found && active.selectionEnd };
}

/** The button or menu of a block, drawn anew. */
export function sameControl(node, { blockId, actionId }) {
  const alike = [...node.querySelectorAll("[data-action-id]")].filter(({ dataset }) => dataset.actionId === actionId);
  // A block that the app gave no id has another one after each update.
  return alike.find(({ dataset }) => dataset.blockId === blockId) ?? alike[0];
}

function focusAgain(node, inputs, was) {
  if (!was || node.contains(document.activeElement)) return;
  const control = inputs.get(was.input)?.control;
  if (control) {
    control.focus();
    if (typeof was.at === "number" && control.type === "text") control.setSelectionRange(was.at, was.to);
    return;
  }
  sameControl(node, was)?.focus();
}

/**
 * A surface of an app.
 * @param {{id: () => string, changed: () => Promise<void>}} does id: of the view that is shown; changed:
 *   is called after the app was told something.
 */
export function surface({ id, changed }) {
  const node = element("div", "blocks");
  const news = element("p", "sr");
  news.setAttribute("role", "status");
  const shown = { blocks: new Map(), inputs: new Map(), fields: new Map() };
  let former = new Map();

  async function values() {
    const state = {};
    for (const { block_id, action_id, input } of shown.inputs.values()) {
      state[block_id] = { ...state[block_id], [action_id]: await input.given() };
    }
    return state;
  }

  const around = {
    act: async (control, block_id, action_id, given) => {
      const more = given === undefined ? {} : { given };
      await press(control, "act", async () => ({ view: id(), block_id, action_id, ...more, values: await values() }));
      await changed();
    },
    suggest: (block_id, action_id, text) => ask("suggest", { view: id(), block_id, action_id, text }),
    held: (block_id, spec) => {
      const was = former.get(keyOf(block_id, spec.action_id));
      return was?.type === spec.type ? was.input.held() : undefined;
    },
    keep: (block_id, { action_id, type }, input) =>
      shown.inputs.set(keyOf(block_id, action_id), { block_id, action_id, type, input, node: input.node, control: input.control }),
    field: (block_id, field) => shown.fields.set(block_id, field),
  };

  function nodeOf(block, key) {
    const looks = JSON.stringify(block);
    const kept = shown.blocks.get(key);
    if (kept?.looks === looks) return kept;
    return { looks, block, node: blockNode(block, around) };
  }

  /** Let a screen reader say what the app has put in. */
  function announce(blocks) {
    const known = new Set([...shown.blocks.values()].map((each) => each.node.textContent));
    const said = blocks
      .filter(({ block }) => block.type !== "input" && block.type !== "actions")
      .map((each) => each.node.textContent)
      .filter((text) => text && !known.has(text));
    if (said.length) news.textContent = said.join(" ").slice(0, MOST_SAID);
  }

  function draw(blocks) {
    former = new Map(shown.inputs);
    const was = focusIn(node, former);
    const next = new Map();
    blocks.forEach((block, place) => {
      const key = block.block_id ?? `${block.type} ${place}`;
      next.set(key, nodeOf(block, key));
    });
    const nodes = [...next.values()].map((each) => each.node);
    for (const child of [...node.children]) if (!nodes.includes(child)) child.remove();
    // What stays is not moved: moving takes the focus away.
    nodes.forEach((child, place) => {
      if (node.children[place] !== child) node.insertBefore(child, node.children[place] ?? null);
    });
    for (const [key, { node: each }] of shown.inputs) if (!node.contains(each)) shown.inputs.delete(key);
    for (const block_id of shown.fields.keys()) if (!next.has(block_id)) shown.fields.delete(block_id);
    if (shown.blocks.size) announce([...next.values()]);
    shown.blocks = next;
    focusAgain(node, shown.inputs, was);
  }

  /** Show what is wrong by block. @returns {string} what belongs to no field. */
  function explain(errors) {
    let first = null;
    for (const [block_id, field] of shown.fields) {
      const said = Object.hasOwn(errors, block_id) ? errors[block_id] : "";
      field.explain(said);
      if (said) first ??= field;
    }
    first?.focus();
    return Object.entries(errors).filter(([block_id]) => !shown.fields.has(block_id)).map(([, said]) => said).join(" ");
  }

  /** What Slack itself finds wrong, by block. */
  function check() {
    const wrong = [...shown.fields].map(([block_id, field]) => [block_id, field.check()]);
    return Object.fromEntries(wrong.filter(([, said]) => said));
  }

  /** Where the focus begins. */
  function first() {
    const wanted = [...shown.blocks.values()].find(({ block }) => (block.element ?? block.accessory)?.focus_on_load);
    const inputs = [...shown.inputs.values()];
    const found = inputs.find((input) => wanted && wanted.node.contains(input.node)) ?? inputs[0];
    return found?.control ?? node.querySelector("button:not(:disabled)");
  }

  return { node, news, draw, values, explain, check, first };
}
