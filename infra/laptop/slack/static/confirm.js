// "Are you sure?", where the app wants it asked.

import { element, textOf } from "./mrkdwn.js";

/**
 * Ask what an element's `confirm` says, if it has one.
 * @returns {Promise<boolean>} whether to go on.
 */
export function confirmed(spec) {
  if (!spec) return Promise.resolve(true);
  const title = element("h2", "", textOf(spec.title));
  title.id = "confirm-title";
  const body = element("div", "text", textOf(spec.text));
  body.id = "confirm-text";
  const deny = element("button", "button", textOf(spec.deny));
  const confirm = element("button", `button ${spec.style === "danger" ? "danger" : "primary"}`, textOf(spec.confirm));
  deny.value = "deny";
  confirm.value = "confirm";
  const form = element("form", "sheet", title, body, element("div", "footer", deny, confirm));
  form.method = "dialog";
  const dialog = element("dialog", "modal confirm", form);
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.setAttribute("aria-describedby", body.id);
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  // What cannot be taken back must not be one Enter away.
  (spec.style === "danger" ? deny : confirm).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === "confirm");
    });
  });
}
