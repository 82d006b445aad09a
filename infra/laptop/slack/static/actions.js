// What a person does here is told to the server, which does what Slack would.

const FAILED = "This did not reach the server. Is it still running?";

/** @returns {Promise<string>} empty when it went well, else what went wrong, in a sentence. */
export async function tell(what, body) {
  return (await ask(what, body)).problem;
}

/**
 * @returns {Promise<{problem: string, errors: object}>} what went wrong, in all and by field, and whatever else was
 *   answered.
 */
export async function ask(what, body) {
  try {
    const answer = await fetch(`/page/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await answer.json();
    return { ...said, problem: said.ok ? "" : said.message, errors: said.errors ?? {} };
  } catch {
    return { problem: FAILED, errors: {} };
  }
}

/**
 * Use a control: busy until the app has taken it, marked when it has not.
 * @param {() => (object | Promise<object>)} body what is posted; asked for when it is time to.
 */
export async function press(node, what, body) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  mark(node, "");
  const problem = await tell(what, await body());
  node.removeAttribute("aria-busy");
  mark(node, problem);
}

function mark(node, problem) {
  const place = node.closest(".combo, .choices") ?? node;
  const old = place.nextElementSibling;
  if (old?.classList.contains("problem") && !old.id) old.remove();
  if (!problem) return;
  const sign = document.createElement("span");
  sign.className = "problem";
  sign.setAttribute("role", "alert");
  sign.textContent = `⚠ ${problem}`;
  place.after(sign);
}
