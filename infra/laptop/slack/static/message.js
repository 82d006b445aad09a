// One message, with its thread.

import { content } from "./blocks.js";
import { menuOf } from "./menu.js";
import { date, directory, element } from "./mrkdwn.js";

function author(message) {
  const name = message.bot_profile?.name ?? directory.users[message.user]?.name ?? message.user;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function avatar(message) {
  if (message.bot_id) {
    const image = element("img", "avatar");
    image.src = "/static/icon.svg";
    image.alt = "";
    return image;
  }
  const node = element("span", "avatar initial", author(message).charAt(0));
  node.setAttribute("aria-hidden", "true");
  return node;
}

function privately(message, { mine, dismiss }) {
  const reader = mine ? "you" : (directory.users[message.only_for]?.name ?? message.only_for);
  const node = element("p", "only-for", `Only visible to ${reader}`);
  if (!mine) return node;
  const button = element("button", "plain", "Dismiss message");
  button.type = "button";
  button.addEventListener("click", dismiss);
  node.append(" · ", button);
  return node;
}

function thread(replies, deeds) {
  const count = replies.length === 1 ? "1 reply" : `${replies.length} replies`;
  const last = element("small", "", "last ", date(Math.floor(Number(replies.at(-1).ts)), "{ago}", ""));
  const node = element("details", "thread", element("summary", "", element("span", "count", count), " ", last));
  node.append(...replies.map((reply) => messageNode(reply, [], deeds)));
  return node;
}

function attachment(file) {
  const node = element("a", "attachment", file.name, element("small", "", ` ${Math.max(1, Math.round(file.size / 1024))} KB`));
  node.href = `/files/${encodeURIComponent(file.id)}`;
  node.download = file.name;
  return node;
}

/** What an app offers to do with any message; shown while it is pointed at, or has the focus. */
function toolbar(shortcuts) {
  const button = element("button", "", "⋮");
  button.type = "button";
  button.setAttribute("aria-label", "More actions");
  button.title = "More actions";
  const items = shortcuts.map(({ name, choose }) => ({ label: name, icon: "/static/icon.svg", choose: () => choose(button) }));
  return element("div", "toolbar", menuOf(button, items));
}

/**
 * Nodes for a message.
 * @param {object[]} replies of its thread, oldest first.
 * @param {(message: object) => {mine: boolean, host: object, dismiss: Function, shortcuts: object[]}} deeds what the
 *   person at this page can do about a message: `mine` where it is for that person alone, `host` as blocks.js has it,
 *   `shortcuts` with `name` and `choose`.
 */
export function messageNode(message, replies, deeds) {
  const can = deeds(message);
  const name = author(message);
  const head = element("header", "", element("strong", "author", name));
  if (message.bot_id) head.append(element("span", "app", "APP"));
  head.append(element("span", "at", date(Number(message.ts), "{time}", "")));
  const body = element("div", "body");
  if (message.only_for) body.append(privately(message, can));
  body.append(head, content(message, can.host));
  for (const file of message.files ?? []) body.append(attachment(file));
  if (message.edited) body.append(element("span", "edited", "(edited)"));
  if (replies.length) body.append(thread(replies, deeds));
  const article = element("article", message.only_for ? "message private" : "message", avatar(message), body);
  if (can.shortcuts.length) article.append(toolbar(can.shortcuts));
  article.setAttribute("aria-label", `${name}, ${new Date(Number(message.ts) * 1000).toLocaleString()}`);
  return article;
}
