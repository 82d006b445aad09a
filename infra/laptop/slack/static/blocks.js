// Block Kit as DOM nodes. A block that this page does not know says so instead of vanishing.

import { date, element, link, mentionOf, mrkdwn, plainText } from "./mrkdwn.js";

function text(object) {
  if (object.type === "plain_text") return plainText(object.text, object.emoji !== false);
  return mrkdwn(object.text, { verbatim: object.verbatim === true, names: true });
}

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

function button(object, press) {
  const className = `button ${object.style === "primary" || object.style === "danger" ? object.style : ""}`;
  const leads = object.url && /^https?:\/\//i.test(object.url);
  const node = leads ? link(object.url, text(object.text)) : element("button", "", text(object.text));
  node.className = className;
  if (!leads) {
    node.type = "button";
    node.disabled = !press;
  }
  // The app is told of a button that leads elsewhere, too.
  if (press) node.addEventListener("click", () => press(node, object.action_id));
  if (object.accessibility_label) node.setAttribute("aria-label", object.accessibility_label);
  return node;
}

function interactive(object, press) {
  if (object.type === "button") return button(object, press);
  if (object.type === "image") return picture(object.image_url, object.alt_text, "thumb");
  const node = element("button", "button", object.type === "overflow" ? "⋯" : (object.placeholder?.text ?? object.type));
  node.type = "button";
  node.disabled = true;
  node.setAttribute("aria-label", object.type === "overflow" ? "More actions" : object.type);
  return node;
}

function section(block, press) {
  const body = element("div", "section-text");
  if (block.text) body.append(element("div", "text", text(block.text)));
  if (block.fields) body.append(element("div", "fields", ...block.fields.map((f) => element("div", "text", text(f)))));
  const node = element("div", "section", body);
  if (block.accessory) node.append(element("div", "accessory", interactive(block.accessory, press)));
  return node;
}

function context(block) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? picture(part.image_url, part.alt_text, "tiny") : element("span", "text", text(part)),
  );
  return element("div", "context", ...parts);
}

function image(block) {
  const node = element("figure", "picture");
  if (block.title) node.append(element("figcaption", "", text(block.title)));
  node.append(picture(block.image_url ?? "", block.alt_text, "wide"));
  return node;
}

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

function inlineElement(part) {
  switch (part.type) {
    case "text":
      return plainText(part.text, false);
    case "link":
      return link(part.url, part.text || part.url);
    case "date":
      return date(part.timestamp, part.format, part.fallback ?? "", part.url);
    case "emoji":
      return plainText(part.unicode ? fromUnicode(part.unicode) : `:${part.name}:`);
    case "user":
      return mentionOf("user", part.user_id);
    case "channel":
      return mentionOf("channel", part.channel_id);
    case "usergroup":
      return mentionOf("usergroup", part.usergroup_id);
    case "broadcast":
      return mentionOf("broadcast", part.range);
    default:
      return plainText(part.value ?? `[${part.type}]`);
  }
}

function fromUnicode(codes) {
  const points = codes.split("-").map((code) => Number.parseInt(code, 16));
  return points.every((point) => point >= 0 && point <= 0x10ffff) ? String.fromCodePoint(...points) : codes;
}

function inline(part) {
  return Object.entries(STYLES).reduce(
    (node, [style, name]) => (part.style?.[style] ? element(name, "", node) : node),
    inlineElement(part),
  );
}

function rich(part) {
  switch (part.type) {
    case "rich_text_quote":
      return element("blockquote", "", ...part.elements.map(inline));
    case "rich_text_preformatted":
      return element("pre", "", ...part.elements.map(inline));
    case "rich_text_list": {
      const list = element(part.style === "ordered" ? "ol" : "ul", `indent-${Number(part.indent) || 0}`);
      if (part.style === "ordered" && part.offset) list.start = part.offset + 1;
      list.append(...part.elements.map((item) => element("li", "", ...item.elements.map(inline))));
      return list;
    }
    default:
      return element("div", "lines", ...part.elements.map(inline));
  }
}

const BLOCKS = {
  section,
  context,
  image,
  header: (block) => element("h3", "", text(block.text)),
  divider: () => element("hr"),
  actions: (block, press) => element("div", "actions", ...block.elements.map((part) => interactive(part, press))),
  rich_text: (block) => element("div", "rich", ...block.elements.map(rich)),
};

/**
 * Nodes for a message's content.
 * @param {?(node: Element, block_id: string, action_id: string) => void} press what its buttons do; null where
 *   they do nothing.
 */
export function content(message, press) {
  const node = element("div", "content");
  if (!message.blocks?.length) {
    const said = message.mrkdwn ? mrkdwn(message.text) : plainText(message.text);
    node.append(element("div", "text", said));
  }
  for (const block of message.blocks ?? []) {
    const shown = Object.hasOwn(BLOCKS, block.type)
      ? BLOCKS[block.type](block, press && ((node, action) => press(node, block.block_id, action)))
      : element("p", "unknown", `A block of type “${block.type}”, which this page does not show.`);
    shown.dataset.block = block.type;
    node.append(shown);
  }
  return node;
}
