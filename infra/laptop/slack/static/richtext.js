// Rich text of Block Kit as DOM nodes.

import { date, element, link, mentionOf, plainText } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

function plainElement(part) {
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
    plainElement(part),
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

/** Nodes for a block of rich text. */
export function richText(block) {
  return element("div", "rich", ...block.elements.map(rich));
}
