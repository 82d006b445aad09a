// Slack's mrkdwn as DOM nodes, by the rules that mrkdwn.py reads it by for the terminal.
// Text from outside only ever becomes textContent, so it can never become markup.

export const directory = { users: {}, channels: {}, people: [] };
export const clock = { offsetMs: 0, nowMs: () => Date.now() + clock.offsetMs };

const EMOJI = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", tada: "🎉", rotating_light: "🚨",
  warning: "⚠️", white_check_mark: "✅", x: "❌", newspaper: "📰", eyes: "👀", bell: "🔔",
  no_bell: "🔕", mag: "🔍", fire: "🔥", wave: "👋", heart: "❤️", smile: "😄", link: "🔗",
  hourglass: "⌛", pushpin: "📌", speech_balloon: "💬", information_source: "ℹ️", mute: "🔇",
};

export function element(name, className, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function decoded(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => (Object.hasOwn(EMOJI, name) ? EMOJI[name] : whole));
}

/** A link where the address may be one; else the label alone. */
export function link(url, ...label) {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return element("span", "", ...label);
  const node = element("a", "", ...label);
  node.href = url;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

function mention(text, kind) {
  return element("span", `mention mention-${kind}`, text);
}

export function mentionOf(kind, id, label = "") {
  if (kind === "user") return mention("@" + (label || directory.users[id]?.name || id), kind);
  if (kind === "channel") return mention("#" + (label || directory.channels[id]?.name || id), kind);
  return mention("@" + (label.replace(/^@/, "") || id), kind);
}

export function ago(seconds) {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  if (minutes < 1) return "just now";
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(minutes / 1440);
  const span = days ? (days === 1 ? "1 day" : `${days} days`) : hours ? `${hours} h` : `${minutes} min`;
  return seconds < 0 ? `in ${span}` : `${span} ago`;
}

const DATE_FORMATS = {
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
  date: { dateStyle: "long" },
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_short: { dateStyle: "medium" },
  date_long: { dateStyle: "full" },
  date_pretty: { dateStyle: "long" },
  date_short_pretty: { dateStyle: "medium" },
  date_long_pretty: { dateStyle: "full" },
};

function dateText(timestamp, template) {
  const date = new Date(timestamp * 1000);
  return template.replace(/\{(\w+)\}/g, (whole, token) => {
    if (token === "ago") return ago(clock.nowMs() / 1000 - timestamp);
    const format = Object.hasOwn(DATE_FORMATS, token) && DATE_FORMATS[token];
    return format ? new Intl.DateTimeFormat(undefined, format).format(date) : whole;
  });
}

export function date(timestamp, template, fallback, url = "") {
  if (Number.isNaN(new Date(timestamp * 1000).getTime())) return document.createTextNode(fallback);
  const node = element("time", "", dateText(timestamp, template));
  node.dateTime = new Date(timestamp * 1000).toISOString();
  node.title = new Date(timestamp * 1000).toLocaleString();
  node.dataset.timestamp = timestamp;
  node.dataset.template = template;
  return url ? link(url, node) : node;
}

/** Let "4 min ago" become "5 min ago" without building anything anew. */
export function refreshDates(root) {
  for (const node of root.querySelectorAll("time[data-template]")) {
    const text = dateText(Number(node.dataset.timestamp), node.dataset.template);
    if (node.textContent !== text) node.textContent = text;
  }
}

function control(sequence) {
  const bar = sequence.indexOf("|");
  const target = bar < 0 ? sequence : sequence.slice(0, bar);
  const label = bar < 0 ? "" : decoded(sequence.slice(bar + 1));
  const dated = /^!date\^(\d+)\^([^^]+)(?:\^(.*))?$/.exec(target);
  if (dated) return date(Number(dated[1]), dated[2], label, dated[3] ? decoded(dated[3]) : "");
  if (target.startsWith("!subteam^")) return mentionOf("usergroup", target.slice(9), label);
  if (target.startsWith("!")) return mentionOf("broadcast", target.slice(1), label);
  if (target.startsWith("@")) return mentionOf("user", target.slice(1), label);
  if (target.startsWith("#")) return mentionOf("channel", target.slice(1), label);
  const url = decoded(target);
  // The label of a link may itself be formatted.
  return link(url, ...(label ? inline(sequence.slice(bar + 1), { verbatim: true }) : [withEmoji(url)]));
}

function styled(mark, name) {
  const word = `[\\p{L}\\p{N}_${mark}]`;
  const inner = `(?:<[^<>\\n]*>|[^${mark}\\n<]|<(?![^<>\\n]*>))+?`;
  return `(?<!${word})\\${mark}(?=[^\\s${mark}])(?<${name}>${inner})(?<=\\S)\\${mark}(?!${word})`;
}

// A mention, a date or an address; any other text between angle brackets is only text.
const CONTROL = "(?:[@#!]|[A-Za-z][\\w+.\\-]*:)[^<>\\n]*";
const TOKEN = new RegExp(
  "```(?<pre>[^]+?)```|`(?<code>[^`\\n]+)`|<(?<control>" + CONTROL + ")>|" +
    [styled("*", "strong"), styled("_", "em").replaceAll("\\_", "_"), styled("~", "s").replaceAll("\\~", "~")].join("|"),
  "gu",
);
const BARE = /(?<url>https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]])|(?<![\p{L}\p{N}_@])@(?<all>here|channel|everyone)\b|(?<![\p{L}\p{N}_#&])#(?<channel>[\p{L}\p{N}_-]+)/gu;

/** What Slack finds by itself in text that is not verbatim: addresses, and names when told to. */
function bare(text, options) {
  if (options.verbatim) return [withEmoji(text)];
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(BARE)) {
    const { url, all, channel } = found.groups;
    const known = channel && Object.entries(directory.channels).find(([, value]) => value.name === channel);
    if (!url && (!options.names || (!all && !known))) continue;
    nodes.push(withEmoji(text.slice(end, found.index)));
    end = found.index + found[0].length;
    if (url) nodes.push(link(url, url));
    else nodes.push(all ? mentionOf("broadcast", all) : mentionOf("channel", known[0]));
  }
  nodes.push(withEmoji(text.slice(end)));
  return nodes;
}

function inline(text, options) {
  const nodes = [];
  let end = 0;
  for (const token of text.matchAll(TOKEN)) {
    nodes.push(...bare(decoded(text.slice(end, token.index)), options));
    end = token.index + token[0].length;
    const { pre, code, control: sequence, strong, em, s } = token.groups;
    if (pre !== undefined) nodes.push(element("pre", "", ...codeNodes(pre.replace(/^\n|\n$/g, ""))));
    else if (code !== undefined) nodes.push(element("code", "", ...codeNodes(code)));
    else if (sequence !== undefined) nodes.push(control(sequence));
    else if (strong !== undefined) nodes.push(element("strong", "", ...inline(strong, options)));
    else if (em !== undefined) nodes.push(element("em", "", ...inline(em, options)));
    else nodes.push(element("s", "", ...inline(s, options)));
  }
  nodes.push(...bare(decoded(text.slice(end)), options));
  return nodes;
}

/** Mentions live in code too: what would ring there must be seen here. */
function codeNodes(text) {
  const parts = text.split(new RegExp(`(<${CONTROL}>)`));
  return parts.map((part, place) => (place % 2 ? control(part.slice(1, -1)) : decoded(part)));
}

/**
 * Nodes for a mrkdwn text.
 * @param {{verbatim?: boolean, names?: boolean}} options verbatim: nothing is linked that is not marked
 *   up; names: @here and #channel are found too.
 */
export function mrkdwn(text, options = {}) {
  const fragment = document.createDocumentFragment();
  let quote = [];
  let plain = [];
  const flush = () => {
    if (quote.length) fragment.append(element("blockquote", "", ...inline(quote.join("\n"), options)));
    if (plain.length) fragment.append(element("span", "lines", ...inline(plain.join("\n"), options)));
    quote = [];
    plain = [];
  };
  let inPre = false;
  for (const line of text.split("\n")) {
    const quoted = !inPre && /^(?:>|&gt;) ?/.exec(line);
    if ((line.split("```").length - 1) % 2) inPre = !inPre;
    if (quoted ? plain.length : quote.length) flush();
    if (quoted) quote.push(line.slice(quoted[0].length));
    else plain.push(line);
  }
  flush();
  return fragment;
}

export function plainText(text, emoji = true) {
  return document.createTextNode(emoji ? withEmoji(text) : text);
}

/** Nodes for a text object of Block Kit. */
export function textOf(object) {
  if (object.type === "plain_text") return plainText(object.text, object.emoji !== false);
  return mrkdwn(object.text, { verbatim: object.verbatim === true, names: true });
}
