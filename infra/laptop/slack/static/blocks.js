// Block Kit as DOM nodes. A block that this page does not know says so instead of vanishing.

import { confirmed } from "./confirm.js";
import { bareInput, inputBlock } from "./fields.js";
import { isInput } from "./inputs.js";
import { overflow } from "./menu.js";
import { element, link, mrkdwn, plainText, textOf } from "./mrkdwn.js";
import { richText } from "./richtext.js";

let count = 0;

/** Only pictures from this laptop are loaded: looking at an alert must not tell its publisher. */
function picture(url, alt, className) {
  let address = null;
  try {
    address = new URL(url, location.href);
  } catch {
    // Not an address: the placeholder stands.
  }
  const local = address && (address.origin === location.origin || (address.protocol === "http:" && ["127.0.0.1", "localhost", location.hostname].includes(address.hostname)));
  if (!local) return placeholder(alt, className);
  const image = element("img", className);
  image.alt = alt;
  image.loading = "lazy";
  image.addEventListener("error", () => image.replaceWith(placeholder(alt, className)));
  image.src = address.href;
  return image;
}

function placeholder(alt, className) {
  const node = element("span", `${className} placeholder`);
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", alt);
  node.title = `${alt} (pictures from outside are not loaded here)`;
  return node;
}

function button(object, act) {
  const className = `button ${object.style === "primary" || object.style === "danger" ? object.style : ""}`;
  const leads = object.url && /^https?:\/\//i.test(object.url);
  const node = leads ? link(object.url, textOf(object.text)) : element("button", "", textOf(object.text));
  node.className = className;
  if (!leads) {
    node.type = "button";
    node.disabled = !act;
  }
  // The app is told of a button that leads elsewhere, too.
  if (act) node.addEventListener("click", () => act(node));
  if (object.accessibility_label) node.setAttribute("aria-label", object.accessibility_label);
  return node;
}

function interactive(object, block, host, labelledBy) {
  if (object.type === "image") return picture(object.image_url, object.alt_text, "thumb");
  if (isInput(object)) return bareInput(object, block, host, labelledBy);
  const act = host.act && (async (node, given) => {
    if (await confirmed(object.confirm)) await host.act(node, block.block_id, object.action_id, given);
  });
  const node =
    object.type === "button"
      ? button(object, act)
      : object.type === "overflow"
        ? overflow(object, act && ((option, opener) => act(opener, option.value)))
        : element("span", "unknown", `“${object.type}”, which this page does not show`);
  // By these the focus finds its way back when the block is drawn anew.
  const focusable = node.querySelector?.(":scope > button") ?? node;
  Object.assign(focusable.dataset, { blockId: block.block_id ?? "", actionId: object.action_id ?? "" });
  return node;
}

function section(block, host) {
  const body = element("div", "section-text");
  if (block.text) body.append(element("div", "text", textOf(block.text)));
  if (block.fields) body.append(element("div", "fields", ...block.fields.map((f) => element("div", "text", textOf(f)))));
  const node = element("div", "section", body);
  if (!block.accessory) return node;
  body.id = `section-${(count += 1)}`;
  node.append(element("div", "accessory", interactive(block.accessory, block, host, body.id)));
  if (isInput(block.accessory)) node.classList.add("asks");
  return node;
}

function context(block) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? picture(part.image_url, part.alt_text, "tiny") : element("span", "text", textOf(part)),
  );
  return element("div", "context", ...parts);
}

function image(block) {
  const node = element("figure", "picture");
  if (block.title) node.append(element("figcaption", "", textOf(block.title)));
  node.append(picture(block.image_url ?? "", block.alt_text, "wide"));
  return node;
}

const BLOCKS = {
  section,
  context,
  image,
  header: (block) => element("h3", "", textOf(block.text)),
  divider: () => element("hr"),
  actions: (block, host) => element("div", "actions", ...block.elements.map((part) => interactive(part, block, host))),
  rich_text: richText,
  input: inputBlock,
};

/**
 * What stands around a block.
 * @typedef {object} Host
 * @property {?(node: Element, block_id: string, action_id: string, given: any) => Promise<void>} act tells the app
 *   what was done; null where nothing can be done.
 * @property {(block_id: string, action_id: string, text: string) => Promise<object>} suggest asks the app for options.
 * @property {(block_id: string, spec: object) => any} held what a person did to this input before it was drawn anew.
 * @property {(block_id: string, spec: object, input: object) => void} keep is given each input.
 * @property {(block_id: string, field: object) => void} field is given each input block's ways to check and explain.
 */

/** A host where nothing is kept, and nothing can be done unless it is said how. */
export const host = (does) => ({ act: null, suggest: async () => ({}), held: () => undefined, keep() {}, field() {}, ...does });

/** The node of a block. @param {Host} around */
export function blockNode(block, around) {
  const node = Object.hasOwn(BLOCKS, block.type)
    ? BLOCKS[block.type](block, around)
    : element("p", "unknown", `A block of type “${block.type}”, which this page does not show.`);
  node.dataset.block = block.type;
  return node;
}

/** Nodes for a message's content. @param {Host} around */
export function content(message, around) {
  const node = element("div", "content");
  if (!message.blocks?.length) {
    const said = message.mrkdwn ? mrkdwn(message.text) : plainText(message.text);
    node.append(element("div", "text", said));
  }
  node.append(...(message.blocks ?? []).map((block) => blockNode(block, around)));
  return node;
}
