// The list of conversations.

import { element } from "./mrkdwn.js";

const byId = (id) => document.getElementById(id);
const shown = {};

function entryNode({ id, name, kind, archived, current, unread }) {
  const mark = element("span", `mark ${kind}`, kind === "im" ? "●" : kind === "private_channel" ? "" : "#");
  mark.setAttribute("aria-hidden", "true");
  const anchor = element("a", unread ? "unread" : "", mark, element("span", "name", name));
  anchor.href = `#${id}`;
  if (current) anchor.setAttribute("aria-current", "page");
  if (archived) anchor.append(element("small", "", "archived"));
  if (unread) anchor.append(element("span", "badge", String(unread), element("span", "sr", " unread")));
  if (archived || kind === "private_channel") anchor.title = archived ? "Archived" : "Private channel";
  return element("li", "", anchor);
}

/** @param {{id: string, name: string, kind: string, archived: boolean, current: boolean, unread: number}[]} entries */
export function drawSidebar(entries) {
  const directs = entries.filter((entry) => entry.kind === "im");
  const named = entries.filter((entry) => entry.kind !== "im").sort((a, b) => a.name.localeCompare(b.name));
  for (const [name, list] of Object.entries({ channels: named, directs })) {
    const looks = JSON.stringify(list);
    // Rebuilt only when different: what is rebuilt each second cannot be clicked or read aloud.
    if (shown[name] === looks) continue;
    shown[name] = looks;
    const focused = document.activeElement?.closest?.(`#${name} a`)?.hash;
    byId(name).replaceChildren(...list.map(entryNode));
    if (focused) [...byId(name).querySelectorAll("a")].find((a) => a.hash === focused)?.focus();
  }
  byId("directs-section").hidden = !directs.length;
}
