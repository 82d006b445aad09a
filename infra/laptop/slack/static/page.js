// The page: which conversations there are, and what is in the one that is selected.

import { ask as askApp, press, tell } from "./actions.js";
import { host } from "./blocks.js";
import { drawComposer, focusComposer, startComposer } from "./composer.js";
import { drawHome, startHome } from "./home.js";
import { messageNode } from "./message.js";
import { drawModal } from "./modal.js";
import { clock, directory, element, refreshDates } from "./mrkdwn.js";
import { drawSidebar } from "./sidebar.js";
import { sameControl } from "./surface.js";

const POLL_MS = 1000;
// Who looks at a window waits for what comes into it.
const POLL_WINDOW_MS = 400;
const DATES_MS = 15_000;
const byId = (id) => document.getElementById(id);
const known = { run: "", revision: 0, me: null, channels: [], shortcuts: [], home: null, modal: null, messages: new Map() };
const shown = { channel: "", tab: "", nodes: new Map(), follow: false };

// --- What was read -----------------------------------------------------------

function readUntil() {
  try {
    return JSON.parse(localStorage.getItem("read")) ?? {};
  } catch {
    return {};
  }
}

function markRead(channel) {
  const newest = inChannel(channel).at(-1)?.ts;
  if (!newest || document.hidden) return;
  localStorage.setItem("read", JSON.stringify({ ...readUntil(), [channel]: newest }));
}

function entryOf({ id, name, kind, archived }) {
  const current = id === shown.channel;
  const until = Number(readUntil()[id] ?? 0);
  const unread = current && !shown.tab ? 0 : inChannel(id).filter((m) => Number(m.ts) > until).length;
  return { id, name, kind, archived, current, unread };
}

// --- The messages of a conversation ---------------------------------------------

function everyIn(channel) {
  return [...(known.messages.get(channel)?.values() ?? [])].sort((a, b) => Number(a.ts) - Number(b.ts));
}

function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

function inChannel(channel) {
  return everyIn(channel).filter((m) => !isReply(m) || m.subtype === "thread_broadcast");
}

/** What the person at this page can do about a message. */
function deeds(message) {
  const channel = known.channels.find((c) => c.id === message.channel);
  const mine = message.only_for === known.me?.id;
  const at = { channel: message.channel, ts: message.ts };
  const may = known.me && channel?.mine && !channel.archived && (mine || !message.only_for);
  const done = async (node, what, body) => {
    await press(node, what, () => ({ ...at, ...body }));
    await refresh();
  };
  return {
    mine,
    host: host({
      act: may ? (node, block_id, action_id, given) => done(node, "press", { block_id, action_id, given }) : null,
      suggest: (block_id, action_id, text) => askApp("suggest", { ...at, block_id, action_id, text }),
    }),
    // Slack offers none on what only one person sees.
    shortcuts: may && !message.only_for
      ? known.shortcuts.map(({ callback_id, name }) => ({ name, choose: (node) => done(node, "shortcut", { callback_id }) }))
      : [],
    dismiss: async () => {
      await tell("dismiss", at);
      byId("line").focus();
      refresh();
    },
  };
}

function dayOf(message) {
  return new Date(Number(message.ts) * 1000).toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" });
}

// --- The selected conversation ---------------------------------------------------

/** One list item a message, kept as long as the message stays as it is: nothing flickers. */
function drawMessages() {
  const list = byId("messages");
  const scroller = byId("scroller");
  const atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  const every = everyIn(shown.channel);
  const items = [];
  let day = "";
  let added = false;
  for (const message of inChannel(shown.channel)) {
    const replies = every.filter((m) => m.thread_ts === message.ts && isReply(m));
    const looks = JSON.stringify([
      message, replies, directory.users[message.user], day !== dayOf(message), Boolean(deeds(message).host.act), known.shortcuts,
    ]);
    let kept = shown.nodes.get(message.ts);
    if (kept?.looks !== looks) {
      added ||= !kept;
      const open = kept?.item.querySelector("details")?.open ?? false;
      const item = element("li", "");
      item.dataset.ts = message.ts;
      if (day !== dayOf(message)) item.append(element("h2", "day", element("span", "", dayOf(message))));
      item.append(messageNode(message, replies, deeds));
      if (open) item.querySelector("details")?.setAttribute("open", "");
      const focused = kept?.item.contains(document.activeElement) ? document.activeElement.dataset : null;
      if (kept) kept.item.replaceWith(item);
      if (focused?.actionId) sameControl(item, focused)?.focus();
      kept = { looks, item };
      shown.nodes.set(message.ts, kept);
    }
    day = dayOf(message);
    items.push(kept.item);
  }
  for (const [ts, { item }] of shown.nodes) {
    if (!items.includes(item)) {
      item.remove();
      shown.nodes.delete(ts);
    }
  }
  items.forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null);
  });
  // Who has just typed wants to see the answer.
  const follow = atEnd || shown.follow;
  if (added && follow) scroller.scrollTop = scroller.scrollHeight;
  if (added) shown.follow = false;
  byId("newer").hidden = !(added && !follow) && (byId("newer").hidden || follow);
}

function drawHead(atHome) {
  const channel = known.channels.find((c) => c.id === shown.channel);
  const title = channel ? (channel.kind === "im" ? channel.name : `#${channel.name}`) : "No such conversation";
  const about = !channel
    ? ""
    : channel.archived
      ? "This channel is archived."
      : channel.bot
        ? { im: channel.mine ? "Direct messages with the bot" : "Somebody's direct messages with the bot", private_channel: "Private channel" }[channel.kind] ?? "Public channel"
        : "The bot is not in this channel.";
  if (byId("title").textContent !== title) byId("title").textContent = title;
  if (byId("about").textContent !== about) byId("about").textContent = about;
  const pageTitle = `${title} · ${known.team ?? "Slack stand-in"}`;
  if (document.title !== pageTitle) document.title = pageTitle;
  const empty = byId("empty");
  empty.hidden = inChannel(shown.channel).length > 0;
  drawComposer(known.me, atHome ? null : (channel ?? null), title);
  empty.textContent = channel ? `Nothing has been posted in ${title} yet. It appears here when it is.` : "It may be gone. Choose one from the list.";
}

function draw() {
  const channel = known.channels.find((c) => c.id === shown.channel);
  const atHome = drawHome({ me: known.me, channel, home: known.home, tab: shown.tab, changed: refresh });
  drawHead(atHome);
  drawMessages();
  if (!atHome) markRead(shown.channel);
  drawSidebar(known.channels.map(entryOf));
}

function select() {
  const [channel, ts] = decodeURIComponent(location.hash.slice(1)).split("/");
  const first = known.channels.find((c) => inChannel(c.id).length) ?? known.channels[0];
  if (!channel && first) history.replaceState(null, "", `#${first.id}`);
  const wanted = channel || first?.id || "";
  const back = shown.tab && ts !== "home";
  shown.tab = ts === "home" ? "home" : "";
  if (wanted !== shown.channel) {
    shown.channel = wanted;
    shown.nodes.clear();
    byId("messages").replaceChildren();
    byId("newer").hidden = true;
  }
  draw();
  // What came while App Home was open is at the end.
  if (back) byId("scroller").scrollTop = byId("scroller").scrollHeight;
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  const target = ts && [...byId("messages").children].find((item) => item.dataset.ts === ts);
  if (!target) return;
  document.querySelector("li.target")?.classList.remove("target");
  target.classList.add("target");
  target.scrollIntoView({ block: "center" });
}

// --- News from the server -------------------------------------------------------

function takeIn(state) {
  const startedAnew = state.run !== known.run;
  if (startedAnew) known.messages.clear();
  Object.assign(known, { run: state.run, revision: state.revision, channels: state.channels, team: state.team, me: state.me });
  Object.assign(known, { shortcuts: state.shortcuts ?? [], home: state.home, modal: state.modal });
  byId("team").textContent = state.team;
  clock.offsetMs = state.now * 1000 - Date.now();
  directory.users = state.users;
  directory.people = state.people ?? [];
  directory.channels = Object.fromEntries(state.channels.map((c) => [c.id, c]));
  for (const message of state.messages) {
    if (!known.messages.has(message.channel)) known.messages.set(message.channel, new Map());
    known.messages.get(message.channel).set(message.ts, message);
  }
  for (const { channel, ts } of state.gone) known.messages.get(channel)?.delete(ts);
  if (startedAnew) select();
  else draw();
  drawModal(state.modal, refresh);
  if (startedAnew) focusComposer();
}

function show(state, words) {
  const node = byId("connection");
  if (node.dataset.state === state) return;
  node.dataset.state = state;
  node.textContent = words;
}

async function ask() {
  try {
    const answer = await fetch(`/api/state?since=${known.revision}&run=${known.run}`);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    takeIn(await answer.json());
    show("live", "Live");
  } catch (problem) {
    console.error(problem);
    show("lost", "Not connected. Trying again …");
  }
}

let asking = Promise.resolve();

/** Ask what is new, after whoever is asking already: an older answer must not come in last. */
function refresh() {
  asking = asking.then(ask);
  return asking;
}

async function poll() {
  await refresh();
  setTimeout(poll, known.modal || shown.tab === "home" ? POLL_WINDOW_MS : POLL_MS);
}

byId("newer").addEventListener("click", () => {
  byId("scroller").scrollTop = byId("scroller").scrollHeight;
  byId("newer").hidden = true;
});
byId("scroller").addEventListener("scroll", ({ target }) => {
  if (target.scrollHeight - target.scrollTop - target.clientHeight < 80) byId("newer").hidden = true;
});
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("messages").focus();
});
document.addEventListener("visibilitychange", draw);
window.addEventListener("hashchange", select);
startHome();
startComposer((channel) => {
  shown.follow = channel === shown.channel;
  refresh();
});
setInterval(() => refreshDates(byId("messages")), DATES_MS);
poll();
