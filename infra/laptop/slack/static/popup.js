// What opens beside a control: a menu, or the options of a select.

const GAP = 4;
const EDGE = 8;
const TALLEST = 320;

function place(popup, anchor, wide) {
  const at = anchor.getBoundingClientRect();
  popup.style.maxHeight = "none";
  popup.style.minWidth = wide ? `${at.width}px` : "";
  const { width, height } = popup.getBoundingClientRect();
  const below = innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = Math.min(height, TALLEST) > below && above > below;
  const tall = Math.min(TALLEST, up ? above : below);
  popup.style.maxHeight = `${tall}px`;
  popup.style.top = `${up ? at.top - GAP - Math.min(height, tall) : at.bottom + GAP}px`;
  // A menu hangs from the right end of its button, as the button stands at the right end of its row.
  const left = wide ? at.left : at.right - width;
  popup.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - width - EDGE))}px`;
}

/**
 * Let something open and close beside its control, above all else. It must be in the document, in the same dialog.
 * @param {{wide?: boolean}} options wide: at least as wide as the control, and from its left end.
 */
export function popupAt(popup, anchor, { wide = false } = {}) {
  popup.popover = "manual";
  popup.classList.add("popup");
  const again = () => place(popup, anchor, wide);
  const moved = (event) => popup.contains(event.target) || again();
  return {
    get open() {
      return popup.matches(":popover-open");
    },
    /** Open it, or place it anew after its content has changed. */
    show() {
      if (!this.open) {
        popup.showPopover();
        addEventListener("scroll", moved, true);
        addEventListener("resize", again);
      }
      again();
    },
    hide() {
      removeEventListener("scroll", moved, true);
      removeEventListener("resize", again);
      if (popup.isConnected && this.open) popup.hidePopover();
    },
  };
}
