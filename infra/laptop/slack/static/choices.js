// What a select offers, by its type. Options are as Slack has them: `{text, value, description?}`.

import { directory, plainText } from "./mrkdwn.js";

const MOST = 100;
/** docs.slack.dev, "Select menu element": how much is typed before an app is asked, if it says nothing. */
const MIN_QUERY = 3;

export const named = (value, text) => ({ value, text: { type: "plain_text", text, emoji: false } });

export function textIn(option) {
  return plainText(option.text.text, option.text.emoji !== false).textContent;
}

function people() {
  return directory.people.map(({ id, name }) => named(id, name));
}

function channels(wanted) {
  return Object.values(directory.channels)
    .filter((channel) => !channel.archived && wanted(channel))
    .map(({ id, name, kind }) => named(id, kind === "im" ? name : `#${name}`))
    .sort((a, b) => textIn(a).localeCompare(textIn(b)));
}

const KINDS = { public_channel: "public", private_channel: "private", im: "im" };

function conversations({ include } = {}) {
  // Nobody is offered what they cannot see.
  return channels((c) => (c.mine || c.kind === "public_channel") && (!include || include.includes(KINDS[c.kind])));
}

/** By type: what is offered, and what the members of the element that name the first choice end in. */
const LISTS = {
  static: { offered: (spec) => spec.options ?? [], initial: "option" },
  external: { offered: () => [], initial: "option" },
  users: { offered: people, initial: "user" },
  channels: { offered: () => channels((c) => c.kind === "public_channel"), initial: "channel" },
  conversations: { offered: (spec) => conversations(spec.filter), initial: "conversation" },
};

const kindOf = (spec) => spec.type.replace("multi_", "").replace("_select", "");

/** Whether an element is a select. */
export function isSelect(spec) {
  return spec.type.endsWith("_select") && Object.hasOwn(LISTS, kindOf(spec));
}

function grouped(spec) {
  const groups = spec.option_groups?.map(({ label, options }) => ({ label: label.text, options }));
  return groups ?? [{ label: "", options: LISTS[kindOf(spec)].offered(spec) }];
}

function matching(groups, text) {
  const words = text.toLowerCase().trim();
  const fits = (option) => `${textIn(option)} ${option.description?.text ?? ""}`.toLowerCase().includes(words);
  let left = MOST;
  return groups
    .map(({ label, options }) => {
      const found = options.filter(fits).slice(0, left);
      left -= found.length;
      return { label, options: found };
    })
    .filter(({ options }) => options.length);
}

/** What is chosen at first. */
export function initialOf(spec) {
  const { initial } = LISTS[kindOf(spec)];
  const first = [spec[`initial_${initial}`] ?? spec[`initial_${initial}s`] ?? []].flat();
  if (initial === "option") return first;
  const known = grouped(spec).flatMap(({ options }) => options);
  return first.map((id) => known.find(({ value }) => value === id) ?? named(id, id));
}

/** What of a former choice can still be chosen. */
export function stillOffered(spec, chosen) {
  if (kindOf(spec) !== "static") return chosen;
  const known = grouped(spec).flatMap(({ options }) => options);
  return chosen.flatMap(({ value }) => known.find((option) => option.value === value) ?? []);
}

/** How many options there are in all, where that is known. */
export function countOf(spec) {
  if (kindOf(spec) === "external") return Infinity;
  return grouped(spec).reduce((sum, { options }) => sum + options.length, 0);
}

/**
 * Find options for what is typed.
 * @param {(text: string) => Promise<object>} suggest asks the app.
 * @returns {Promise<{groups: object[], hint: string}>}
 */
export async function find(spec, text, suggest) {
  if (kindOf(spec) !== "external") {
    const groups = matching(grouped(spec), text);
    return { groups, hint: groups.length ? "" : "Nothing found" };
  }
  const missing = (spec.min_query_length ?? MIN_QUERY) - text.trim().length;
  if (missing > 0) return { groups: [], hint: `Type ${missing === 1 ? "one more character" : `${missing} more characters`}` };
  const { problem, options, option_groups } = await suggest(text.trim());
  if (problem) return { groups: [], hint: `⚠ ${problem}` };
  const groups = grouped({ type: "static_select", options, option_groups }).filter((group) => group.options.length);
  return { groups, hint: groups.length ? "" : "Nothing found" };
}
