// Menus: the overflow menu of a block, and the actions of a message.

import { element, link, textOf } from "./mrkdwn.js";
import { popupAt } from "./popup.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function itemNode(item) {
  const label = element("span", "", item.label);
  if (item.description) label.append(element("small", "", item.description));
  const node = item.url ? link(item.url) : element("button", "");
  if (node.tagName === "BUTTON") node.type = "button";
  node.className = "item";
  if (item.icon) {
    const icon = element("img", "");
    Object.assign(icon, { src: item.icon, alt: "", width: 20, height: 20 });
    node.append(icon);
  }
  node.append(label);
  node.setAttribute("role", "menuitem");
  node.tabIndex = -1;
  return node;
}

/**
 * A button with a menu.
 * @param {Element} button opens it.
 * @param {{label: Node | string, description?: Node | string, url?: string, icon?: string, choose: Function}[]} items
 * @returns {Element} the button and its menu.
 */
export function menuOf(button, items) {
  const nodes = items.map(itemNode);
  const menu = element("div", "menu", ...nodes);
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", button.getAttribute("aria-label"));
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  const whole = element("div", "has-menu", button, menu);
  const popup = popupAt(menu, button);
  const outside = (event) => whole.contains(event.target) || close();
  const open = (place) => {
    popup.show();
    button.setAttribute("aria-expanded", "true");
    addEventListener("pointerdown", outside, true);
    nodes.at(place).focus();
  };
  const close = () => {
    removeEventListener("pointerdown", outside, true);
    popup.hide();
    button.setAttribute("aria-expanded", "false");
  };
  nodes.forEach((node, place) => {
    node.addEventListener("click", () => {
      close();
      button.focus();
      items[place].choose();
    });
  });
  button.addEventListener("click", () => (popup.open ? close() : open(0)));
  button.addEventListener("keydown", (event) => {
    if (!STEPS[event.key] || popup.open) return;
    event.preventDefault();
    open(event.key === "ArrowUp" ? -1 : 0);
  });
  menu.addEventListener("keydown", (event) => {
    const now = nodes.indexOf(document.activeElement);
    const to = goal(event.key, now, nodes);
    if (event.key === "Escape" || event.key === "Tab") {
      close();
      button.focus();
    }
    if (to === null && event.key !== "Escape") return;
    event.preventDefault();
    // Only the menu closes, not the dialog that it is in.
    event.stopPropagation();
    nodes[to ?? -1]?.focus();
  });
  whole.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !whole.contains(relatedTarget) && close());
  return whole;
}

/** The item that a key leads to; null where it leads nowhere. */
function goal(key, now, nodes) {
  if (STEPS[key]) return (now + STEPS[key] + nodes.length) % nodes.length;
  if (key === "Home") return 0;
  if (key === "End") return nodes.length - 1;
  if (key.length !== 1 || key === " ") return null;
  const order = nodes.map((_, step) => (now + 1 + step) % nodes.length);
  return order.find((place) => nodes[place].textContent.toLowerCase().startsWith(key.toLowerCase())) ?? null;
}

/** The overflow menu of a block. @param {?(option: object, node: Element) => void} choose null where nothing can be done. */
export function overflow(spec, choose) {
  const button = element("button", "button overflow", "⋯");
  button.type = "button";
  button.disabled = !choose;
  button.setAttribute("aria-label", "More options");
  return menuOf(
    button,
    spec.options.map((option) => ({
      label: textOf(option.text),
      description: option.description && textOf(option.description),
      url: option.url,
      choose: () => choose(option, button),
    })),
  );
}
