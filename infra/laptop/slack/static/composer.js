// Where commands are typed.

import { tell } from "./actions.js";

const byId = (id) => document.getElementById(id);
const typed = { lines: [], place: 0, draft: "" };
const state = { me: null, channel: null, why: "", drafts: new Map(), sent: () => {} };
const keyboard = matchMedia("(pointer: fine)").matches;

/** Why nothing can be typed in a conversation; empty where it can. */
function closed(channel) {
  if (channel.archived) return "This channel is archived.";
  return channel.mine ? "" : "You are not in this channel.";
}

function say(text, tone = "") {
  const node = byId("hint");
  if (node.textContent !== text) node.textContent = text;
  node.dataset.tone = tone;
}

/** Whether the app is spoken to directly: then what is typed need not be a command. */
const direct = (channel) => channel.kind === "im" && channel.mine && channel.bot;

function hint() {
  const { command, description } = state.me;
  const keys = keyboard ? " Enter sends, ↑ brings back the last." : "";
  say(`${command} – ${description}. ${command} help lists what can be typed.${keys}`);
}

/** Show the composer of the selected conversation, or why there is none. */
export function drawComposer(me, channel, title) {
  byId("composer").hidden = !channel || !me;
  if (!channel || !me) return;
  const why = closed(channel);
  const label = `Command in ${title}${direct(channel) ? ", or a message" : ""}`;
  if (byId("line").getAttribute("aria-label") !== label) byId("line").setAttribute("aria-label", label);
  if (channel.id === state.channel?.id && why === state.why) {
    state.channel = channel;
    return;
  }
  if (state.channel) state.drafts.set(state.channel.id, byId("line").value);
  Object.assign(state, { me, channel, why });
  byId("line").disabled = byId("send").disabled = Boolean(why);
  byId("line").value = state.drafts.get(channel.id) ?? "";
  byId("line").placeholder = why ? "" : `${me.command} ${me.usage_hint}${direct(channel) ? ", or send a link" : ""}`;
  if (why) say(why);
  else hint();
}

/** Ready to type at once, where that opens no keyboard over half the screen. */
export function focusComposer() {
  if (keyboard && document.activeElement === document.body) byId("line").focus();
}

function recall(step) {
  const place = typed.place + step;
  if (place < 0 || place > typed.lines.length) return;
  if (typed.place === typed.lines.length) typed.draft = byId("line").value;
  typed.place = place;
  byId("line").value = typed.lines[place] ?? typed.draft;
}

async function send(event) {
  event.preventDefault();
  const line = byId("line");
  const text = line.value.trim();
  if (!text || line.getAttribute("aria-busy") === "true") return;
  if (!text.startsWith("/") && !direct(state.channel)) {
    say(`Only commands can be typed here. For example: ${state.me.command} ${text}`, "problem");
    return;
  }
  const channel = state.channel.id;
  line.setAttribute("aria-busy", "true");
  // A disabled field would lose the focus.
  line.readOnly = true;
  const problem = await tell("type", { channel, text });
  line.readOnly = false;
  line.removeAttribute("aria-busy");
  if (problem) {
    say(problem, "problem");
    return;
  }
  if (typed.lines.at(-1) !== text) typed.lines.push(text);
  typed.place = typed.lines.length;
  typed.draft = "";
  if (state.channel?.id === channel) line.value = "";
  else state.drafts.delete(channel);
  hint();
  state.sent(channel);
}

/** @param {(channel: string) => void} sent called after a line went out. */
export function startComposer(sent) {
  state.sent = sent;
  byId("composer").addEventListener("submit", send);
  byId("line").addEventListener("input", () => state.me && byId("hint").dataset.tone && hint());
  byId("line").addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    recall(step);
  });
}
