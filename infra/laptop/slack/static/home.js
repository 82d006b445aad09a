// App Home: the tabs of the conversation with the app, and what the app shows in the first of them.

import { tell } from "./actions.js";
import { element } from "./mrkdwn.js";
import { surface } from "./surface.js";

const byId = (id) => document.getElementById(id);
const shown = { open: false, looks: "", parts: null, told: false, id: "" };

/** Whether a conversation is the viewer's own with the app. */
export function hasHome(me, channel) {
  return Boolean(me && channel?.kind === "im" && channel.mine && channel.bot);
}

function drawTabs(channel, tab) {
  byId("tabs").setAttribute("aria-label", channel.name);
  for (const name of ["home", "messages"]) {
    const node = byId(`tab-${name}`);
    node.dataset.hash = name === "home" ? `#${channel.id}/home` : `#${channel.id}`;
    node.setAttribute("aria-selected", String(name === tab));
    node.tabIndex = name === tab ? 0 : -1;
  }
}

async function opened(changed) {
  shown.told = false;
  const problem = await tell("home", {});
  await changed();
  shown.told = true;
  byId("home-problem").textContent = problem && `⚠ ${problem}`;
  byId("home-problem").hidden = !problem;
}

function drawPanel(home, changed) {
  byId("home-empty").hidden = Boolean(home) || !shown.told;
  byId("home-loading").hidden = Boolean(home) || shown.told;
  if (!home) return;
  shown.id = home.id;
  shown.parts ??= surface({ id: () => shown.id, changed });
  const looks = JSON.stringify(home.blocks);
  if (looks === shown.looks) return;
  shown.looks = looks;
  shown.parts.draw(home.blocks);
  if (!shown.parts.node.isConnected) byId("home").append(element("div", "home-blocks", shown.parts.node, shown.parts.news));
}

/**
 * Show the tabs where there are any, and App Home where its tab is open.
 * @param {{me: ?object, channel: ?object, home: ?object, tab: string, changed: () => Promise<void>}} now
 * @returns {boolean} whether App Home is what is looked at.
 */
export function drawHome({ me, channel, home, tab, changed }) {
  const has = hasHome(me, channel);
  const open = has && tab === "home";
  byId("tabs").hidden = !has;
  byId("home").hidden = !open;
  byId("scroller").hidden = open;
  byId("scroller").setAttribute("role", has ? "tabpanel" : "region");
  byId("scroller").setAttribute("aria-labelledby", has ? "tab-messages" : "title");
  if (has) drawTabs(channel, open ? "home" : "messages");
  if (open) drawPanel(home, changed);
  const before = shown.open;
  shown.open = open;
  if (open && !before) opened(changed);
  return open;
}

/** Let the tabs be used, by mouse and by keyboard. */
export function startHome() {
  const tabs = [byId("tab-home"), byId("tab-messages")];
  for (const tab of tabs) tab.addEventListener("click", () => (location.hash = tab.dataset.hash));
  byId("tabs").addEventListener("keydown", ({ key }) => {
    const other = tabs.find((tab) => tab !== document.activeElement);
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    other.focus();
    other.click();
  });
}
