// The windows that an app has opened, one above the other: the top one is shown.

import { ask, tell } from "./actions.js";
import { element, plainText } from "./mrkdwn.js";
import { surface } from "./surface.js";

const keyboard = matchMedia("(pointer: fine)").matches;
const shown = { stack: [], dialog: null, before: null, changed: async () => {} };

const words = (object, otherwise) => (object ? plainText(object.text, object.emoji !== false) : otherwise);

async function leave() {
  const top = shown.stack.at(-1);
  if (!top) return;
  top.explain({}, await tell("cancel", { modal: top.id, values: await top.values() }));
  await shown.changed();
}

/** The top one of the dialog: its title, and a cross or an arrow for the mouse. The keyboard has Escape. */
function head(title, deep) {
  const icon = element("img", "");
  Object.assign(icon, { src: "/static/icon.svg", alt: "", width: 26, height: 26 });
  const away = element("button", "away", deep ? "←" : "×");
  Object.assign(away, { type: "button", tabIndex: -1, title: deep ? "Back" : "Close" });
  away.setAttribute("aria-hidden", "true");
  away.addEventListener("click", leave);
  return element("header", deep ? "deep" : "", icon, title, away);
}

function entry(view) {
  const top = { id: view.id, looks: "", focus: null };
  const title = element("h2", "");
  Object.assign(title, { id: `title-${view.id}`, tabIndex: -1 });
  const whole = element("p", "problem whole");
  whole.setAttribute("role", "alert");
  whole.hidden = true;
  const close = element("button", "button");
  close.type = "button";
  const submit = element("button", "button primary");
  const parts = surface({ id: () => top.id, changed: () => shown.changed() });
  const form = element("form", "sheet", head(title, view.depth > 1), element("div", "middle", parts.node, whole), element("div", "footer", close, submit), parts.news);
  form.noValidate = true;

  top.explain = (errors, problem) => {
    const rest = [problem, parts.explain(errors)].filter(Boolean).join(" ");
    if (whole.textContent !== rest) whole.textContent = rest;
    whole.hidden = !rest;
    if (rest) whole.scrollIntoView({ block: "nearest" });
  };
  top.update = (now) => {
    title.replaceChildren(words(now.title, ""));
    close.replaceChildren(words(now.close, now.submit ? "Cancel" : "Close"));
    submit.hidden = !now.submit;
    submit.replaceChildren(words(now.submit, "Submit"));
    parts.draw(now.blocks);
  };
  close.addEventListener("click", leave);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.hidden || submit.getAttribute("aria-busy") === "true") return;
    const wrong = parts.check();
    top.explain(wrong, "");
    if (Object.keys(wrong).length) return;
    submit.setAttribute("aria-busy", "true");
    const { problem, errors } = await ask("submit", { modal: top.id, values: await parts.values() });
    if (!problem && !Object.keys(errors).length) await shown.changed();
    submit.removeAttribute("aria-busy");
    top.explain(errors, problem);
  });
  return Object.assign(top, { form, title, values: parts.values, first: () => (keyboard && parts.first()) || title });
}

function openDialog() {
  const dialog = element("dialog", "modal");
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave();
  });
  shown.before = document.activeElement;
  shown.dialog = dialog;
  document.body.append(dialog);
  dialog.showModal();
}

function closeDialog() {
  shown.dialog?.close();
  shown.dialog?.remove();
  const back = shown.before?.isConnected && shown.before !== document.body ? shown.before : null;
  Object.assign(shown, { stack: [], dialog: null, before: null });
  // On a phone the line would open the keyboard.
  (back ?? (keyboard ? document.getElementById("line") : null))?.focus();
}

/** Let a window be the one that is seen; what is above it is gone. */
function raise(top) {
  const { dialog } = shown;
  dialog.replaceChildren(top.form);
  dialog.setAttribute("aria-labelledby", top.title.id);
  const back = top.focus?.isConnected ? top.focus : null;
  (back ?? top.first()).focus();
}

/**
 * Show the modal on top of the viewer's stack, as long as there is one.
 * @param {?object} view with `id`, `hash` and `depth`.
 * @param {() => Promise<void>} changed is called after the app was told something.
 */
export function drawModal(view, changed) {
  shown.changed = changed;
  if (!view) {
    if (shown.dialog) closeDialog();
    return;
  }
  if (!shown.dialog) openDialog();
  const { stack } = shown;
  const was = stack.at(-1);
  let place = stack.findIndex(({ id }) => id === view.id);
  if (place < 0) {
    if (was) was.focus = document.activeElement;
    // What a response or another trigger has put in its place is not under it any more.
    stack.length = Math.min(stack.length, (view.depth ?? 1) - 1);
    place = stack.push(entry(view)) - 1;
  }
  stack.length = place + 1;
  const top = stack[place];
  const looks = JSON.stringify(view);
  if (top.looks !== looks) top.update(view);
  top.looks = looks;
  if (top !== was) raise(top);
}
