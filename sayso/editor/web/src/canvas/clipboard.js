// Puts text on the clipboard, also where the browser gives pages without https no clipboard of their own.

export function createClipboard() {
  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      byHand(text);
    }
  }
  return { write };
}

function byHand(text) {
  const before = document.activeElement;
  const field = Object.assign(document.createElement("textarea"), { value: text });
  field.style.cssText = "position:fixed;opacity:0";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  before?.focus({ preventScroll: true });
}
